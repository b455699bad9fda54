import {
  decimal,
  drawn,
  firm,
  form,
  isoDate,
  oneOf,
  person,
  rising,
  skewed,
  sparse,
  whole,
} from './cells.ts';
import type { PortalTable } from './schema.ts';

/** Tables labelled after the last mending, to see what is to be expected of the next portal: no rule was made for them. */
export const eleventh: readonly PortalTable[] = [
  {
    table: 'Road casualties (Great Britain)',
    columns: [
      [
        'accident_index',
        ['identifier', 'key', 'case-number', 'foreign-key'],
        form('20190100#####', '20195200#####'),
      ],
      ['location_easting_osgr', ['number', 'coordinates', 'longitude'], whole(94_000, 655_000)],
      [
        'police_force',
        ['identifier', 'category', 'foreign-key'],
        oneOf('1', '4', '20', '43', '52'),
      ],
      ['number_of_casualties', 'number', whole(1, 7)],
      ['day_of_week', ['category', 'ordinal', 'number'], whole(1, 7)],
      [
        'local_authority_district',
        ['identifier', 'category', 'foreign-key'],
        drawn(80, whole(1, 940)),
      ],
      ['first_road_class', ['identifier', 'category', 'ordinal'], oneOf('1', '3', '4', '6')],
      [
        'first_road_number',
        ['identifier', 'foreign-key', 'category', 'number'],
        drawn(120, whole(1, 6_189)),
      ],
      ['speed_limit', ['number', 'measure', 'category'], oneOf('20', '30', '40', '60', '70')],
      [
        'vehicle_reference',
        ['identifier', 'number', 'category', 'foreign-key'],
        oneOf('1', '1', '2', '3'),
      ],
      ['age_of_driver', ['number', 'duration'], whole(17, 88)],
      [
        'lsoa_of_accident_location',
        ['identifier', 'foreign-key', 'fips'],
        form('E0100####', 'E0101####'),
      ],
    ],
  },
  {
    table: 'Road casualties (France)',
    columns: [
      ['num_acc', ['identifier', 'key', 'foreign-key', 'case-number'], form('2019000#####')],
      ['mois', ['number', 'category', 'ordinal'], whole(1, 12)],
      ['jour', ['number', 'category', 'ordinal'], whole(1, 31)],
      ['lum', ['category', 'identifier', 'number'], oneOf('1', '3', '5')],
      ['dep', ['identifier', 'category', 'foreign-key', 'fips'], drawn(40, whole(1, 95))],
      ['com', ['identifier', 'foreign-key', 'fips', 'category'], drawn(150, whole(1_004, 95_690))],
      ['catr', ['category', 'identifier', 'number'], oneOf('1', '2', '3', '4')],
      [
        'voie',
        ['identifier', 'foreign-key', 'number', 'street-address'],
        sparse(drawn(120, whole(1, 990)), 0.6),
      ],
      ['nbv', ['number', 'category'], whole(1, 6)],
      ['larrout', ['number', 'measure'], skewed(7, 1)],
      ['an_nais', ['year', 'number'], whole(1_930, 2_015)],
      ['place', ['identifier', 'category', 'number'], oneOf('1', '2', '3', '10')],
      ['num_veh', ['identifier', 'category', 'foreign-key', 'text'], oneOf('A01', 'B01', 'C01')],
      ['vma', ['number', 'measure', 'category'], oneOf('30', '50', '80', '110', '130')],
    ],
  },
  {
    table: 'Permits, billboards, wells (Austin, Denton, Minnesota)',
    columns: [
      ['tcad_id', ['parcel', 'identifier', 'foreign-key'], form('02########', '04########')],
      [
        'masterpermitnum',
        ['case-number', 'identifier', 'foreign-key'],
        form('10######', '11######'),
      ],
      ['total_existing_bldg_sqft', ['number', 'measure'], skewed(1_700)],
      ['total_job_valuation', ['money', 'number'], skewed(60_000)],
      ['housing_units', 'number', whole(0, 30)],
      ['number_of_floors', 'number', whole(1, 9)],
      ['calendar_year_issued', ['year', 'category'], oneOf('2014', '2015', '2016')],
      ['applicantzip', ['zip', 'identifier'], drawn(50, whole(78_610, 78_759))],
      ['contractor_company_name', ['organisation', 'text'], firm],
      ['applicant_full_name', ['person-name', 'text'], person],
      ['billboardid', ['identifier', 'key', 'foreign-key'], rising(1, 1)],
      ['idbyowner', ['identifier', 'key', 'foreign-key'], drawn(200, whole(101, 4_900))],
      ['supportquantity', 'number', whole(1, 8)],
      ['estimatedheight', ['number', 'measure'], whole(8, 60)],
      ['apid', ['identifier', 'key', 'foreign-key'], rising(20_001, 3)],
      ['unique_no', ['identifier', 'key', 'foreign-key', 'case-number'], form('1#####', '6#####')],
      [
        'general_permit_number',
        ['case-number', 'identifier', 'category', 'foreign-key'],
        oneOf('1997-0005', '2001-0001', '1994-0002'),
      ],
      ['installed', 'date', isoDate],
      ['pump_rate', ['number', 'measure'], decimal(20, 1_200, 1)],
    ],
  },
];
