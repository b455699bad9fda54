import { wordSet } from './word-set.ts';

/** Words for a label that end an English or German name. */
export const lastHeads = wordSet(
  'id ids idx idxs uid uuid guid key identifier ident code codes cd ref reference serial tag barcode plate permit licence',
  'license docket folio acct slug badge accession pin pid decal medallion callsign uc',
  'kod kode kodi koodi kood kodas kods kodu kodea kodikos nomer nomor numara tunnus viite sifra oznaka',
  'azonosito azonositoja iktatoszam adoszam adoszama ugyszam szamlaszam identifikator vkn npwp',
  'kennziffer kennzahl schluessel aktenzeichen kennzeichen kennung kenmerk sleutel nyckel',
);

/** Keys of databases, alone and behind one word; of prices and pupils they say something else. */
export const keys = wordSet('pk fk');

/** Words that say “number”, in which languages with another word for “how many” mean a label. */
export const numberWords = wordSet(
  'no nr nbr nmbr num number numbers nummer numer numero nro nomer nomor numara numarasi cislo stevilka numeris numurs',
  'nomero',
);

/** Words for a label that begin a name in Romance and Slavic languages. */
export const firstHeads = wordSet(
  'code cod codigo codice codi codul cd numero nro id ident identifiant identificador identificativo identyfikator',
  'clave cve clv chave chiave cle ref referencia reference riferimento referenta numer cislo nomer nomor kod kode ma',
  'matricule matricula matricola folio partida civique seq semel mispar indeks sifra kodikos',
);
/** Of one language or another they are a label wherever they stand: `adresse_code_voie`. */
export const labelAnywhere = wordSet(
  'code cod codigo codice codi kod kode koodi id guid uuid uid cve clave chave identifiant identificador identificativo',
  'identyfikator matricule matricula matricola cislo nummer aktenzeichen schluessel kennung barcode serial sifra',
);

/** What is called by the number that stands before it; of anything else `num` may be a count: `num_killed`. */
export const numberedAfter = wordSet(
  'voie via rue calle civico portal puerta expediente exp contrato contratto licitacao processo serie documento factura',
  'fattura dossier compte permis permiso police inventaire lot parcelle distrito arrond protocollo pratica inscricao',
  'poliza acta registro pedido orden ordre commande marche mandat bon convenio edital oficio nota notafiscal telefono',
  'telefone tel serie inventario inwentarzowy ewidencyjny dzialki domu budynku lokalu umowy faktury sprawy popisne',
  'ext int exterior interior oficial',
  'orientacni parcely jednaci smlouvy faktury dokladu',
);

/** What may follow the word that matters: `SCHEDNUM_CUR`, `Roll_No_Txt`. */
export const qualifiers = wordSet(
  'txt str text char string orig original old new cur curr current prev previous fixed clean final raw lookup calc full',
  'mod formatted alt nbr1 primary secondary main now today currently',
);

/** Adjectives that follow the word that matters in Romance languages: `zona eleitoral`. */
export const adjectives = wordSet(
  'electoral eleitoral elettorale electorale censal censitario censitaria censitaire municipal municipale escolar scolaire',
  'scolastico judicial judiciaire postal postale sanitario sanitaria sanitaire fiscal cadastral cadastrale catastral',
  'catastale federal estadual estatal policial administratif administrativo administrativa rural urbano urbana locale',
);

/** Words for a name, for a description: beside `district_name`, `district` holds the codes. */
export const nameWords = wordSet(
  'name names nm nam nom nombre nome naam navn namn nimi nazev nazov nazwa naziv ime title titel desc descr description',
  'descripcion descricao descrizione denominacion denominacao denominazione bezeichnung libelle lib lbl label omschrijving',
  'popis opis text txt long longname dsc ds',
);

/** The parts of a number that stand in a column of their own. */
export const suffixWords = wordSet(
  'suffix suf sfx sufijo suffixe sufixo zusatz esponente bis barrato letra lettera',
);

/** Names of databases in one word: `PROPERTYZIP`, `COUNTYFP`, `NEIGHCODE`, `PARID`, `BAUMNUMMER`, `CODMUN`, `kodobce`. */
export const runTogether = new RegExp(
  [
    '.(zip|zipcode|postcode|fips|geoid|phone|code|kode|kod|(?<=[a-z]{4})cod|parcelid|parid|apn|barcode|number|nummer|nbr|nr|nro)$',
    '.(schluessel|kennzeichen|kennziffer|kennzahl|kennung|tunnus|koodi|kood|kodas|kodikos|cislo|cisl|leitzahl)$',
    '(state|county|tract|place|cousub)(fp|ce)$',
    '(case|permit|licen[cs]e|docket|ticket|account|acct|parcel|invoice|order|item|asset|serial|house|unit|route|map|bldg|lot|block|blk|meter|pole|plan|file|doc|voter|school|bus|stop|site|well|tree|sign)(no|id|key|tag)$',
    '^(obs|seq|reg|roll)no$',
    '^(comm?|council|school|sch|police|fire|cong|congress|senate?|assem|assembly)dist$',
    '[a-z]{2}cd$',
    '^(ct|cb|bg|tr|bctcb)(19|20)\\d\\d$',
    '.(apn|bbl|uprn|siret|insee)$',
    '^id[a-z]{3,}$',
    '^(codigo|numero|nummer|numer|cislo)[a-z]{3,}$',
    '.(bezirk|sprengel|stadtteil|ortsteil|wahlkreis|gemarkung|flurstueck)$',
  ].join('|'),
);
/** Words for a code that run together with what they are of: `CODMUN`, `kodobce`, `CODIGOPROGRAMA`. */
export const runInto = /^(?:codigo|cod|cve|clv|kod)([a-z]{2,})$/;
/** Words that only begin like a name for a code. */
export const notFromCode =
  /^(cod(a|as|ex|ing|ed|eine|on|ons|fish|er|ers|ifi\w*|y)|kodak|kodiak|idea\w*|idle\w*|idio\w*|idol\w*)$/;
/** Words that only end like a name for an id, also behind others: `AMOUNTPAID`. */
/** Also Scandinavian times: `fritid`. */
export const notAnId =
  /((fri|arbeids|arbets|reise|res|vente|vante|kjore|apnings|leve|svar|over)tid|paid|valid|covid|grid|centroid|hybrid|liquid|solid|medicaid|steroid)$|^(bid|rebid|outbid|aid|raid|braid|plaid|said|laid|humid|rapid|acid|placid|fluid|void|avoid|ovid|android|asteroid|typhoid|thyroid|squid|splendid|arid|avid|tepid|morbid|candid|sordid|lucid|rigid|lurid|stupid|vivid|timid|orchid|pyramid|euclid|madrid|david|reid|amid|mid|kid|did|rid|skid|slid|lid|eyelid|maid|mermaid|apartheid|horrid|florid|torrid)$/;
export const notANumber = /(aluminum|platinum|magnum)$/;
export const notAKey = /(mon|tur|hoc|don|joc|whis)key$/;

/** `URN`, `CRN`, `MRN`, `PCN`: “… number” in letters that nobody can say. */
export const numberInLetters = /^([bcdfghjklmnpqrstvwxz]{2,4}n|[aeiou][bcdfghjklmpqrstvwxz]n)$/;
/** `GID`, `SID`: “… id”. */
export const idInLetters = /^[b-jln-z]id$/;
