import { wordSet } from './word-set.ts';

/** Things that offices number, in the singular, by the office. */
export const things = wordSet(
  // Administration, census, elections.
  'precinct ward district dist zone sector division township section quadrant borough boro county state province region',
  'parish municipality prefecture constituency riding neighborhood neighbourhood nbhd suburb cluster beat',
  'distrito arrondissement bezirk stadtbezirk wahlbezirk wahlkreis stimmbezirk sprengel stadtteil ortsteil kreis gemeinde',
  'comuna commune comune municipio concelho bairro barrio colonia localidad corregimiento vereda parroquia canton kanton',
  'departement departamento provincia provincie regione seccion secao seccao sezione circunscripcion circonscription',
  'circoscrizione quartiere quartier secteur setor sektor ilot wijk buurt gemeente gmina powiat wojewodztwo obreb obwod',
  'okreg dzielnica osiedle okres okresu kraj kraje obec obce kommune fylke valgkreds valdistrikt kunta mesa casilla urna zona subprefeitura',
  'prct prec cnty twp subdistrito subdist brgy barangay taluka tehsil mandal panchayat booth townland polling vald',
  'maakond novads pagasts savivaldybe seniunija kerulet megye judet zupanija rayon uchastok distrikt sogn desa kab kec kel',
  'kelurahan kecamatan mahalle ilce raion oblast okrug opcina opstina',
  // Land and addresses.
  'block blk lot plot unit apartment apt suite building bldg room classroom board stall slot berth locker mapsheet plat',
  'quadra lote manzana parcela parcelle parcella perceel foglio particella subalterno mappale feuille flur flurstueck',
  'gemarkung predio finca artigo dzialka parcele civico interno escalera bloque puerta portal ejerlav fastighet sectie',
  'bun beonji qd bloco mapp fg flst nenner erf khasra khata ada parsel pafta taxmap taxlot landuse instrument instr roll pand',
  'tomo libro inscripcion grave niche crypt',
  // Roads and transit.
  'route stop station segment seg link node arc junction intersection crossing bridge tunnel ramp corridor platform trip vehicle',
  'ruta parada paradero estacion linea linia linie linje linha ligne arret fermata paragem przystanek slupek brygada halte',
  'rte stn veh coach garage',
  'haltestelle steig pysakki zastavka',
  // Utilities and devices.
  'hydrant manhole mh pole sensor device culvert feeder transformer substation circuit valve outfall cabinet',
  'premise prem svc mtr',
  'controller luminaire streetlight logger camera well pump contador medidor compteur contatore zaehler',
  // Money and papers.
  'fund object function program programme activity object org organization organisation department dept agency authority bureau commission committee policeforce vendor supplier',
  'entity ledger transaction txn document doc fnd obj vndr vend proj prog chk vchr dpt gl bu',
  'payee contract invoice voucher check cheque receipt account warrant requisition costcenter item article chapter project',
  'purchaseorder workorder paragraf paragraph polozka kapitola kapitel capitulo capitolo chapitre articulo',
  'articolo missione titolo programa programma funcao subfuncao fonction concepto subconcepto partida rubro rubrique',
  'titel fondo origen financiacion',
  'cuenta konto compte ucet orj kostenstelle proveedor fornecedor fornitore fournisseur contrato contratto empenho',
  'factura fattura facture faktura boleta talon recibo mandat mandato engagement marche convenio licitacao',
  'dzial rozdzial',
  // Cases and people.
  'ticket citation case page book card incident complaint request application registration certificate policy customer client',
  'dkt cause dvsn emp empl job',
  'employee candidate contest race statute ordinance court mobile',
  'courtroom squad',
  'expediente processo proceso pratica protocollo protocolo dossier vorgang antrag aktenzeichen sprawa spis acta delibera',
  'determina solicitud pedido oficio edital resolucion',
  // Places of service.
  'asset facility school campus center centre clinic hospital branch plantel escola escuela ecole scuola schule plesso',
  'sch course crs homeroom fac estab establishment lic',
  'establecimiento etablissement estabelecimento szkola skola skole',
  // What sorts things: nobody adds up kinds of them.
  'wirtschaftszweig zweig branche bereich interventionsbereich finanzierungsform gebietsart ziel themenziel statecen stateic',
  'gene cls writer assigner petitioner respondent locale ulocale',
  'mun munic prov dpto depto sez secc group class subclass type subtype category subcategory kind grupo groupe gruppo gruppe',
  'status disposition purpose reason origin locale weather sex gender race ethnicity nationality citizenship religion occupation species',
);

/** Those that stand first in Romance names, whatever they are of: `sezione censimento`. */
export const romanceThings = wordSet(
  'sez secc seccion seccao secao sezione zona distrito distretto setor sector parcela parcelle particella foglio manzana',
  'quadra comuna commune comune municipio provincia departamento barrio bairro circunscripcion circoscrizione quartiere',
  'artigo ruta linea linha ligne expediente processo pratica protocollo arrondissement quartier categorie categoria capitulo capitolo tipo tp tipologia',
  'typ mun prov depto dpto',
);

/** Things whose word means something else at the end of a longer name: poverty line, business plan. */
export const thingsAlone = wordSet(
  'line map sheet plan tree file project sign signal batch bus train nr numero no city town village lamp',
  'supervisor manager owner agent driver operator doctor nurse sponsor reporter position box door seat hno ste bk pg lt',
  'twn council ent loc edo mza bez prot fasc civ sub rt rw zaak',
  'mast site tank meter space student pupil patient respondent firm airline stratum strata nbh candidatura teacher officer inspector judge engine truck major minor party office street via rue calle voie ulice org folha hoja blatt interno reg',
);

/** Things that are papers of an office, not places. */
export const papers = wordSet(
  'contract invoice voucher check cheque receipt warrant requisition ticket citation case incident complaint request',
  'application registration certificate policy expediente processo proceso pratica protocollo protocolo dossier vorgang',
  'antrag aktenzeichen acta boleta factura fattura facture purchaseorder workorder account',
);
