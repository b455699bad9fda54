import { wordSet } from './word-set.ts';

/** Registers and schemes: their name anywhere is enough. */
export const registers = wordSet(
  // Places and post.
  'sumlev cousub concit zip zipcode zip4 zip5 postcode postal plz postleitzahl postnummer postinumero pincode eircode psc zcta fips geoid tract centract cenblock incitsst incitsco',
  'blockgroup blkgrp puma cbsa huc huc8 huc10 huc12 nuts meshblock lsoa msoa insee istat fantoir rivoli belfiore ubigeo',
  'divipola cvegeo ageb dicofre freguesia teryt simc ulic ruian luc puc siruta dane ibge epci iris lga csd fsa dauid vtd eircode cpro cmun cumun cusec cudis codauto',
  // Land and buildings.
  'parcel apn ain bbl pcn blklot uprn usrn toid egid egrid ewid edid refcat matrikel gnr bnr folio catastale parzelle',
  // People, firms, offices.
  'phone telephone tel telefon telefono telefone telefoon telefonnummer puhelin fax ssn ein fein npi vin siren siret',
  'rna uai finess rpps lei duns uei cusip isin abn acn uen nif cif curp cpf cnpj piva cuit cuil regon pesel krs orgnr cvr',
  'kvk bsn rsin brin gstin udise lgd ukprn laestab ncessch nces leaid inep cnes clues ori mrn fhrsid gss ytunnus oib',
  'aadhaar tva ustid eori',
  // Goods, books, classes.
  'isbn issn sku upc ean gtin gln naics sic cpv unspsc oclc orcid ndc iucr ucr nibrs iban cnae ateco hcpcs icd icd9 icd10',
  'loinc snomed npdes mmsi ocid scian anzsco anzsic nace isco isced coicop cofog noc ciiu sni rome uarn lmk',
  // Offices of Russia, Ukraine, Kazakhstan.
  'oktmo okato inn kpp ogrn okpo okved snils kladr fias edrpou koatuu katottg kadastrovyy',
  // Keys of databases and files.
  'objectid fid oid rowid mslink matricula matricule matricola docket kenteken nummernschild plaka placa targa immatriculation',
);

/** Those whose letters may mean something else as a part of a name: market cap, recycling bin. */
export const registersAlone = wordSet(
  'bin cap cp cep tin nit rut ruc nie dni ags ars ine cig cup cas iris imo icao iata lei pin ain nip ico ic dic bag pod pdr',
  'psu ssu urn rol rfc cct ods ons lad oa sa1 sa2 sa3 sa4 pan cin ape naf dv dc gkz gde skz nis zuj az gz sn fnr snr knr',
  // Districts of elections, as rolls of voters name them.
  'uc lu hd ed ad cg leg ced',
  // Numbers of rows.
  'lp sn sno srno slno',
);
