/**
 * What offices of many countries write at the head of a column, in the languages of Europe, Latin America and Asia.
 * English words are in the detectors themselves. Latin, Greek and Cyrillic words stand without their accents.
 */

/** Words of one meaning, by where in a name they stand when the column has it. */
export interface HeadWords {
  /** The word that matters stands first: Romance and Slavic languages, Indonesian. */
  readonly first: string;
  /** It stands last: English, Germanic languages, Finnish, Hungarian, Turkish. */
  readonly last: string;
  /** A name that is nothing else: words that mean something else beside others. */
  readonly alone: string;
  /** The end of a compound: `FOLKBOKFÖRINGSKOMMUN`. */
  readonly ends: string;
  /** In scripts that do not part words: anywhere in the name. */
  readonly signs: string;
}

export type HeadKind =
  | 'address'
  | 'place'
  | 'city'
  | 'region'
  | 'country'
  | 'given-or-family'
  | 'person'
  | 'role'
  | 'county'
  | 'organisation'
  | 'latitude'
  | 'longitude'
  | 'year'
  | 'clock';

export const headWords: Readonly<Record<HeadKind, HeadWords>> = {
  address: {
    first:
      'adresse adresses strasse cruce interseccion esquina cruzamento direccion direcciones direcion endereco indirizzo indirizzi adresa adres adresy alamat domicilio domicile logradouro morada ' +
      'rue voie calle rua via ulica ulice ul straat strada adreca domiciliu alamatlengkap διευθυνση οδος адрес адреса улица вулиця',
    last:
      'address addresses addr adr street streetaddress strassenname strassen adresse anschrift strasse str straat straatnaam adres gate gatenavn vej vejnavn gata gatuadress ' +
      'adress postadress besoksadress besoksadresse osoite katuosoite lahiosoite cim utca cime ulice kozterulet adresi sokak cadde gatuadresse postadresse aadress adresas adrese',
    alone: 'thoroughfare hausanschrift',
    ends: '(?:strasse|strassenname|straat|straatnaam|adresse|anschrift|gatenavn|vejnavn|osoite|gatuadress|address)',
    signs: '住所|所在地|地址|주소|ที่อยู่|العنوان|כתובת|पता|ठेगाना',
  },
  // Where something is: an address only where the values look like one.
  place: {
    first:
      'localisation lieu lieux emplacement ubicacion localizacion localizacao lugar luogo local loc lokalizacja miejsce umisteni lokasi место местоположение',
    last: 'location site standort lage sijainti plats sted plaats ligging hely helyszin',
    alone: 'where ort place venue premises',
    ends: '(?:standort|location)',
    signs: '場所|地点|地點|位置|장소|위치',
  },
  city: {
    first:
      'commune communes ville localite municipio municipios ciudad ciudades localidad poblacion comuna cidade cidades concelho freguesia comune comuni ' +
      'citta localita frazione miasto miejscowosc gmina obec obce mesto localitate localitatea oras orasul municipiu comm sat grad mjesto opcina naselje obcina kota kabupaten ' +
      'kecamatan kelurahan desa kab kec kel barangay municipalite municipi poblacio poblado corregimiento bairro barrio nucleo город населенныи населено община місто село пункт гр πολη δημος ' +
      'ubigeo libcom nomcom libgeo muni mun barri distrito districte quartier arrondissement arrond misto siedziba lokalita нас населено distretto alcaldia',
    last:
      'city town municipality municipal village locality township settlement suburb hometown gemeinde ort ortsname ortschaft stadt stadtname wohnort plaats plaatsnaam woonplaats ' +
      'gemeente gemeentenaam stad kommune kommunenavn kommun kommunnamn poststed postort postby tatort bynavn kunta kuntanimi kaupunki postitoimipaikka paikkakunta telepules ' +
      'telepulesnev varos helyseg varosnev sehir ilce belde belediye linn vald pilseta novads miestas savivaldybe csd kotikunta kunnan stadtteil ortsteil gebietsname wijk buurt bydel woonkern stadsdeel keruleti lcity mcity scity',
    alone: 'by miejscezamieszkania nmue',
    ends: '(?:gemeinde|gemeindename|gemeente|gemeentenaam|kommune|kommun|kommunenavn|kommunnamn|wohnort|ortsname|stadt|plaatsnaam|telepules|paikkakunta|kotikunta)',
    signs:
      '市区町村|区名|市町村|町名|城市|鄉鎮|乡镇|行政區|行政区|시군구|읍면동|행정동|자치구|مدينة|עיר|नगरपालिका|गाउँपालिका',
  },
  region: {
    first:
      'province provinces canton provincia provincias comunidad ccaa regione regioni prov wojewodztwo powiat kraj okres jud judet judetul zupanija provinsi propinsi oblast ' +
      'область регион краи обл област περιφερεια νομος gouvernorat wilaya demarcacion',
    last:
      'province prefecture canton governorate oblast voivodeship bundesland kanton landkreis regierungsbezirk kreis provincie provincienaam fylke fylkesnavn lan lansnamn ' +
      'maakunta megye megyenev bolge eyalet maakond bundeslandname ccaa',
    alone: 'il lan adm1 adm1en adm1name adm1fr adm1es admin1 admin1name',
    ends: '(?:bundesland|landkreis|kanton|fylke|maakunta)',
    signs: '都道府県|県名|省份|縣市|县市|시도|광역시|محافظة|מחוז|प्रदेश|राज्य|จังหวัด',
  },
  // Words that also name what is no part of a country: only where the values are parts of one.
  county: {
    first:
      'region regions regiao departement departements departamento departamentos depto dpto depa dep dept reg estado uf entidad territorio distrito',
    last: 'county region state territory departement district counties estado uf entidad dep reg',
    alone: 'land',
    ends: '(?:county)',
    signs: '地域',
  },
  country: {
    first:
      'pays pais paises paese paesi panstwo kraj krajina stat zeme tara drzava negara страна краіна краина държава χωρα nazione nationalite nacionalidad nacionalidade',
    last: 'country nation land maa orszag ulke riik valsts salis landen landnaam staat herkunftsland staatsangehorigkeit nationaliteit nazionalita',
    alone:
      'paese adm0 adm0en adm0name admin0 admin0name alpha2 alpha3 iso iso2 iso3 isoa2 isoa3 iso3166 iso31661 iso31661alpha2 iso31661alpha3 countryiso countryiso2 countryiso3',
    ends: '(?:herkunftsland|geburtsland|wohnland)',
    signs: '国名|國家|国家|国籍|國籍|국가|나라|دولة',
  },
  'given-or-family': {
    first:
      'prenom prenoms apellido apellidos nombres sobrenome cognome cognomi imie imiona nazwisko jmeno prijmeni prezime prenume imya familiya ' +
      'имя фамилия отчество прізвище іме фио ονομα επωνυμο pib ονοματεπωνυμο',
    last:
      'vorname vornamen nachname familienname voornaam voornamen achternaam tussenvoegsel fornavn etternavn efternavn fornamn efternamn etunimi sukunimi ' +
      'keresztnev vezeteknev csaladnev soyad soyadi adsoyad eesnimi perenimi vardas pavarde vards uzvards firstname lastname surname forename givenname shortname fullname fullnames',
    alone:
      'nomdefamille nomfamille fullname names nombres namalengkap nombrecompleto nomecompleto nomcomplet nomprenom nomeprenom cognomenome nomecognome apellidosynombres apellidosynombre nombresyapellidos nombreyapellidos nombreyapellido volledigenaam',
    ends: '(?:vorname|nachname|voornaam|achternaam|fornavn|etternavn|efternavn|fornamn|efternamn|etunimi|sukunimi)',
    signs: '氏名|姓名|성명|이름|นามสกุล|ชื่อตัว|ชื่อ-|الاسم|שם פרטי|שם משפחה',
  },
  person: {
    first:
      'candidat candidate candidats candidato candidata candidatos kandidat kandydat elu elue depute deputee deputes senateur senatrice alcalde alcaldesa ' +
      'diputado diputada senador senadora concejal deputado deputada vereador vereadora prefeito prefeita parlamentar sindaco consigliere radny posel ' +
      'padre madre pai mae pere ayah ibu juez jueza кандидат депутат',
    last:
      'doctor physician attorney councilmember persoon candidate candidatename father mother spouse spouce husband wife fathername mothername mp ' +
      'burgermeister abgeordneter abgeordnete kandidat kandidatin schulleiter schulleiterin kandidaat lijsttrekker kandidatnavn kandidatnamn ehdokas kepviselo jelolt polgarmester aday',
    alone: 'contactpersoon',
    ends: '(?:kandidat|ansprechpartner|kontaktperson|contactpersoon)',
    signs: '候補者|候選人|候选人|校長名|議員名|대표자명|후보자|대표자|원장명',
  },
  // Who may be a person or an office.
  role: {
    first:
      'maire conseiller titulaire responsable gerant dirigeant interlocuteur directeur directrice proprietaire director directora intendente titular representante encargado ' +
      'propietario presidente autor autora autore autori auteur servidor responsavel diretor diretora medico medecin fiscal assessore dirigente direttore titolare referente ' +
      'autoridad autoridade kierownik wlasciciel dyrektor starosta reditel vlastnik zastupce ministro ministra ministre kepala ketua wojt burmistrz contacto contatto persona ' +
      'beneficiario beneficiaire наемател donateur donante doador mandataire руководитель директор глава автор владелец керівник министър кмет',
    last:
      'sponsor patron compiler expert guardian holder registrant lessee lessor owner inspector officer author applicant driver driller incumbent nominee contact donor ' +
      'ansprechpartner ansprechperson kontaktperson inhaber eigentumer geschaftsfuhrer leiter leiterin leitung schulleitung autor eigenaar contactpersoon burgemeester ' +
      'kunstenaar kunstner konstnar ordforer ordforande rektor omistaja tekija yhteyshenkilo szerzo tulajdonos yazar mudur baskan spender',
    alone: 'naam namn navn name nom nombre nome nimi nev',
    ends: '(?:inhaber|eigentumer)',
    signs: '代表者|申請者|負責人|负责人|議員|代表人|園長|管理者|성명|원장',
  },
  organisation: {
    first:
      'organisation organisme etablissement entreprise societe raison association fournisseur prestataire ecole lycee ' +
      'college hopital pharmacie exploitant operateur empresa entidad organismo organizacion institucion razon proveedor escuela colegio ' +
      'contratista contratado contratada contratante adjudicatario establecimiento orgao entidade instituicao fornecedor escola razao azienda ditta impresa ente ragione fornitore istituto scuola farmacia societa ' +
      'organizzazione firma instytucja organizacja szkola dostawca organizace spolecnost dodavatel skola instituce institutie unitate scoala organizatie ' +
      'entite satuan sekolah instansi puskesmas perusahaan организация хозяиствующего учреждение предприятие компания школа заказчик поставщик організація підприємство заклад εταιρεια φορεας ' +
      'aanvrager leverancier favorecido struttura acheteur autoritate autoritatea castigator pemenang възложител изпълнител odbor ansokande amministrazione stazione entitate',
    last:
      'organisation organization orgname enhet enhetsnavn skolenhet skolenhetsnamn company companies schulname schule firma firmenname unternehmen verein einrichtung trager traeger betreiber hersteller lieferant dienststelle ' +
      'bedrijf bedrijfsnaam instelling organisatie instellingsnaam schoolnaam school begunstigde ontvanger subsidieontvanger leverancier vereniging stichting foretag foretagsnamn ' +
      'organisasjon organisasjonsnavn virksomhed virksomhet leverandor leverantor skole skolenavn skola skolnamn myndighet yritys yrityksen toimittaja koulu oppilaitos ' +
      'organisaatio ceg cegnev intezmeny iskola szervezet kurum sirket firma okul asutus kool ettevote imone istaiga mokykla skola recipient employer supplier vendor payee geber rechtstrager rechtstraeger vestigingsnaam soker sokande forvaltning leverantor wykonawca zamawiajacy',
    alone: 'denominazione empresa',
    ends: '(?:firmenname|schulname|schoolnaam|subsidieontvanger|organisasjonsnavn|leverandor|leverantor|einrichtung|unternehmen)',
    signs:
      '登記機關|担当課|担当部署|発注者|受注者|契約の相手方|落札者|法人の名称|法人名|会社名|企業名|事業者|学校名|病院名|施設名|医療機関名|機構名|機構名稱|公司|單位名稱|单位名称|學校|学校|醫院|기관명|회사명|학교명|업체명|사업장명|상호|어린이집명',
  },
  latitude: {
    first: 'latitud latitudine latitude lattitude latitudinea szerokosc lintang',
    last: 'lat latitude lattitude latitud breitengrad breite leveysaste breddegrad enlem szelesseg breedtegraad latdd platitude laiuskraad platuma широта',
    alone: 'y ddlat latdd sirka zemepisnasirka',
    ends: '(?:latitude|latitud|latitudine)',
    signs: '緯度|纬度|위도|широта|γεωγραφικο πλατος',
  },
  longitude: {
    first: 'longitud longitudine longitude longitudinea dlugosc bujur',
    last: 'lon lng long longitude longitud langengrad laengengrad pituusaste lengdegrad laengdegrad boylam hosszusag lengtegraad lond longdd pikkuskraad долгота',
    alone: 'x ddlong ddlon londd dlzka delka zemepisnadelka zemepisnadlzka',
    ends: '(?:longitude|longitud|longitudine)',
    signs: '経度|經度|经度|경도|долгота',
  },
  year: {
    first:
      'annee an anio ano anno anul anyo rok godina leto god год рік година ετος exercice ejercicio exercicio esercizio millesime tahun gestion',
    last: 'year yr jahr jaar boekjaar bouwjaar baujahr geschaftsjahr arstal ar aar vuosi ev aasta gads metai yil yili built opened founded established erected vuonna',
    alone:
      'from to start end begin since until von bis depuis jusqua de a desde hasta inicio fim fin debut da al od do van tot fra til fran till',
    ends: '(?:jahr|jaar|arstal)',
    signs: '年度|年份|西暦|연도|년도|^年$|ปี',
  },
  clock: {
    first: 'heure hora ora godzina cas czas время час waktu jam',
    last: 'time hour uhrzeit zeit tijd tijdstip klokkeslett klokkeslaet tid klockslag kellonaika aika ido idopont saat',
    alone: '',
    ends: '(?:uhrzeit|klokkeslett|klokkeslaet|time)',
    signs: '時刻|時間|时间|시각|시간',
  },
};

/** Words before or behind the one that matters: “name of the”, “full”, “home”. */
export const passedWords =
  'name names nm ds sg nomb nom noms nombre nome naam namn navn nimi nev nazev nazov nazwa naziv denumire denumirea denominacion denominacao denominazione bezeichnung libelle lib label nm nama ' +
  'ad adi desc description txt text of the de del di du des d la le les el los las l do da dos das della dello dei delle der die das den dem van het von y et e a au aux en in i w v na ' +
  'o s para per complete completo completa completto full lengkap current main principal primary legal official oficial officielle found geo postal mailing physical home work ' +
  'residence residencia wgs wgs84 etrs название наименование ονομασια';

/** With one of these a name speaks of something else: a code, a kind, a date, how many. */
export const otherWords =
  'code codes cod codigo codice kod kode koodi id ids number no nr num numero nummer numer type types tipo typ tip art date dates fecha data datum dato paivamaara count counts ' +
  'total totaal population populacao einwohner superficie surface flache area km km2 status statut stato stav email mail web url phone tel telefono fax zip postcode plz cap ' +
  'percent pct rate ratio share distance distancia latitude longitude lat lon lng prix price amount betrag montant valor party parti partei partido title titel titulo category ' +
  'suffix prefix direction side zone zona length longueur width unit units abbreviation insee nuts fips siret flag matched score accuracy quality budget ' +
  'votes voters gender sex age';
