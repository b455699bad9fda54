import { wordSet } from './word-set.ts';

/** What counts, measures, adds up or dates: the rest of the name tells only of what. */
export const quantityHeads = wordSet(
  'count counts cnt total totals tot sum amount amt rate ratio share percent percentage pct average avg mean median min',
  'max days hours minutes seconds years months weeks hour minute second day week month quarter step percentile decile cost costs price value values valuation balance budget revenue',
  'expenses expenditure spending fee fees tax taxes salary wage wages pay paid income sales loan area size acres',
  'acreage sqft sqm sf sqmi loss losses damage education educ schooling exper experience tenure dose dosage electorate circulation mpg',
  'crime murder manslaughter rape robbery assault burglary larceny arson homicide staff turnover val rahoitus',
  'men women children adults boys girls',
  'mileage odometer aadt altitude altitud pob dbh pending vote aland awater ranking bathrm bathrms bedrm bedrms bdrms',
  'length width height depth weight volume capacity distance diameter dia radius elevation elev',
  'enr enrl enrlmt adt availability disponibilidad disponibilidade disponibilite totales totais totali totaux',
  'population pop density score points rank age year yr date time duration quantity qty latitude longitude lat lon',
  'lng frequency speed temperature usage consumption demand load flow level change growth difference diff',
  'variance deviation error votes turnout attendance enrollment enrolment ridership killed injured',
  // In other languages.
  'superficie surface flaeche areal oppervlakte powierzchnia rozloha plocha vymera wymera ploshchad alan terulet pinta',
  'valeur valor valore wert waarde wartosc hodnota vaerdi montant monto importe importo betrag bedrag kwota castka belop',
  'prix precio preco prezzo preis prijs cena pris costo coste custo cout kosten saldo rendita renda renta loyer affitto',
  'poblacion populacao popolazione bevoelkerung einwohner inwoners mieszkancy obyvatel naselenie habitantes abitanti edad',
  'idade eta alter leeftijd wiek vek alder annee ano anno anio jahr jaar rok ar god yil ev anul mes mois mese monat dia',
  'hauteur altura altezza hoehe hoogte wysokosc vyska longueur longitud lunghezza comprimento laenge lengte dlugosc delka',
  'largeur ancho largo larghezza largura breite breedte szerokosc sirka profondeur profundidad profondita tiefe diametre',
  'diametro durchmesser srednica duree duracion duracao durata dauer distance distancia distanza taux tasa tasso taxa',
  'quote porcentaje pourcentage percentuale anteil odsetek niveau nivel livello capacite capacidad capacidade capienza',
  'schueler schuelerinnen leerlingen eleves alumnos alunos alunni elever uczniow zaku elevi lkm aanet yhteensa broi paturi bankar dygn suprafata meninggal rusak kerugian korban betten massa inhoud',
  'cilinderinhoud pontszam fartsgrense hastighed hastighet puissance skoda circ dhp dap',
  'kapazitaet pojemnosc kapacita rang rango puntaje pontuacao punteggio note nota',
);

/** Anywhere in a name they say that a thing or a number is counted or measured, or is a place on a map. */
export const counted = wordSet(
  'total tot average avg mean max maximum min minimum sum median count counts new confirmed cumulative daily weekly monthly',
  'annual yearly per percent pct monto importe valor montant importo betrag quantidade x y',
  'rechtswert hochwert coordx coordy xcoord ycoord coord utm nord ost koord',
  'population people persons households units rms easting northing epoch timestamp',
  // “How many” and “how much” in other languages.
  'anzahl anz faelle aantal antal antall pocet liczba ilosc kolichestvo kilkist stevilo pocetnost skaits skaicius arv maara lukumaara',
  'jumlah sayisi adet adedi cantidad quantite quantita qt qtd qtde nb nbv nbre nombre somme suma celkem gesamt insgesamt',
  'totale totaal ogolem moyenne promedio media durchschnitt gemiddelde prumer srednia vl vlr',
);

/** Ends of German and of run-together names that measure, count or date. */
export const quantityEnds =
  /(?:.(?:anzahl|flaeche|hoehe|laenge|breite|tiefe|groesse|preis|kosten|betrag|summe|dauer|jahr|quote|anteil|menge|dichte|(?<!band|news|hand)stand|einwohner|berechtigte|(?<!ac|dis)count|total|amount|sqft|acres|ofcount|quantity|price|height|width|length|weight|diameter|durchmesser|umfang|score|mileage)|(?:lot|land|living|floor|building|bldg|gross|net|roof|total)area)$/;

/** What was done to so many: behind “number”, in the singular, they are counted. */
export const countedDeeds =
  /^(affected|requested|served|killed|injured|enrolled|employed|tested|certified|infected|vaccinated|hired|trained|reported|completed|approved|denied|participating|attending)$/;

/** What a lot has several of: behind “no” it is counted, though it stands in the singular. */
export const severalOf = /^(bu?i?ld|bldg|unit|stor|floor|bed|bath|room|lane|veh)/;

/** Words that only end like a plural. */
export const noPlural =
  /(ss|us|is|trans)$|^(series|gas|atlas|gps|maps|campus|cours|mois|pays|fonds|corps|okres|plus|summons|premises|species|news|gros)$/;
