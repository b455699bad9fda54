/** USPS Publication 28, appendix C1: what a street is called, and the abbreviation to use. The forms met most. */
const suffixRows =
  'ALY allee alley ally aly|ANX anex annex annx anx|ARC arc arcade|AVE av ave aven avenu avenue avn avnue aves|BCH bch beach|BLF blf bluf bluff|' +
  'BND bend bnd|BLVD blvd boul boulevard boulv bl|BR br brnch branch|BRG brdge brg bridge|BRK brk brook|BYP byp bypa bypas bypass byps|' +
  'CSWY causeway causwa cswy|CTR cen cent center centr centre cnter cntr ctr|CIR cir circ circl circle crcl crcle|CLB clb club|COR cor corner|' +
  'CRSE course crse|CT court ct|CTS courts cts|CV cove cv|CRK creek crk|CRES crescent cres crsent crsnt|XING crossing crssng xing|CURV curve|' +
  'DL dale dl|DR dr driv drive drv|EST est estate|ESTS estates ests|EXPY exp expr express expressway expw expy|EXT ext extension extn extnsn|' +
  'FRY ferry frry fry|FLD field fld|FRST forest forests frst|FRK fork frk|FWY freeway freewy frway frwy fwy|GDN garden gardn gdn grden grdn|' +
  'GDNS gardens gdns grdns|GTWY gateway gatewy gatway gtway gtwy|GLN glen gln|GRN green grn|GRV grov grove grv|HBR harb harbor harbr hbr hrbor|' +
  'HVN haven hvn|HTS ht hts heights|HWY highway highwy hiway hiwy hway hwy|HL hill hl|HLS hills hls|HOLW hllw hollow hollows holw holws|' +
  'IS island islnd is|JCT jct jction jctn junction junctn juncton|KNL knl knol knoll|LK lk lake|LNDG landing lndg lndng|LN lane ln|LOOP loop loops|' +
  'MALL mall|MNR mnr manor|MDWS mdw mdws meadows medows|ML mill ml|MTN mntain mntn mountain mountin mtin mtn|OVAL oval ovl|PARK park prk|' +
  'PKWY parkway parkwy pkway pkwy pky|PASS pass|PATH path paths|PIKE pike pikes|PL pl place|PLN plain pln|PLZ plaza plz plza|PT point pt|' +
  'RNCH ranch ranches rnch|RDG rdg rdge ridge|RIV riv river rvr rivr|RD rd road|RDS roads rds|ROW row|RUN run|SHR shoar shore shr|SPG spg spng spring sprng|' +
  'SQ sq sqr sqre squ square|STA sta station statn stn|ST street strt st str|SMT smt sumit sumitt summit|TER ter terr terrace|TRCE trace traces trce|' +
  'TRL trail trails trl trls|TUNL tunel tunl tunls tunnel|TPKE trnpk turnpike turnpk tpke tpk|VLY valley vally vlly vly|VW view vw|VLG vill villag village villg vlg|' +
  'VIS vis vist vista vst|WALK walk walks|WAY wy way|WL well wl|WLS wells wls|' +
  'BYU bayou bayoo byu|BTM bottom bot bottm btm|BRKS brooks brks|CP camp cp cmp|CYN canyon canyn cnyn cyn|CPE cape cpe|CIRS circles cirs|CLF cliff clf|CLFS cliffs clfs|' +
  'CMN common cmn|CMNS commons cmns|CORS corners cors|CVS coves cvs|CRST crest crst|XRD crossroad xrd|DM dam dm|DV divide div dv dvd|FALL fall|FLS falls fls|FLDS fields flds|' +
  'FLT flat flt|FLTS flats flts|FRD ford frd|FRG forge forg frg|FRKS forks frks|FT fort frt ft|GLNS glens glns|GRNS greens grns|GRVS groves grvs|INLT inlet inlt|' +
  'JCTS junctions jcts|KY key ky|KYS keys kys|KNLS knolls knls|LKS lakes lks|LAND land|LGT light lgt|LCK lock lck|LCKS locks lcks|LDG lodge ldg ldge|MDW meadow|' +
  'MEWS mews|MLS mills mls|MSN mission missn msn mssn|MTWY motorway mtwy|MT mount mnt mt|MTNS mountains mntns mtns|NCK neck nck|ORCH orchard orch orchrd|OPAS overpass opas|' +
  'PSGE passage psge|PNE pine pne|PNES pines pnes|PLNS plains plns|PTS points pts|PRT port prt|PRTS ports prts|PR prairie prr pr|RADL radial rad radl|RAMP ramp|RPD rapid rpd|' +
  'RPDS rapids rpds|RST rest rst|RDGS ridges rdgs|RTE route rte|RUE rue|SHL shoal shl|SHLS shoals shls|SHRS shores shrs|SKWY skyway skwy|SPGS springs spgs|SPUR spur spurs|' +
  'SQS squares sqs|STRA stravenue stra|STRM stream strm streme|STS streets sts|TRWY throughway trwy|TRAK track trak tracks|TRFY trafficway trfy|UPAS underpass upas|UN union un|' +
  'UNS unions uns|VLYS valleys vlys|VIA viaduct via vdct|VWS views vws|VLGS villages vlgs|VL ville vl|WALL wall|WAYS ways';

/** Publication 28, appendix C2: what a part of a building is called. */
const unitRows =
  'APT apartment apt|BSMT basement bsmt|BLDG building bldg|DEPT department dept|FL floor fl|FRNT front frnt|HNGR hangar hngr|LBBY lobby lbby|LOT lot|' +
  'LOWR lower lowr|OFC office ofc|PH penthouse ph|REAR rear|RM room rm|SPC space spc|STE suite ste|TRLR trailer trlr|UNIT unit|UPPR upper uppr';

const directionRows =
  'N north n|S south s|E east e|W west w|NE northeast ne|NW northwest nw|SE southeast se|SW southwest sw';

/** The spelling to use for each spelling met, in small letters. */
export const streetSuffixes = spellings(suffixRows);
export const unitWords = spellings(unitRows);
export const directions = spellings(directionRows);

/** Suffixes that are hardly names themselves: “N ST” has one, “N PINE” has none. */
export const plainSuffixes: ReadonlySet<string> = new Set(
  'ST AVE RD DR LN BLVD CT PL WAY CIR TER HWY PKWY'.split(' '),
);

/** Units that stand without a number. */
export const unitsAlone: ReadonlySet<string> = new Set(
  'BSMT FRNT LBBY LOWR OFC PH REAR UPPR'.split(' '),
);

function spellings(rows: string): ReadonlyMap<string, string> {
  return new Map(
    rows.split('|').flatMap((row) => {
      const [use = '', ...met] = row.split(' ');
      return [use.toLowerCase(), ...met].map((spelling) => [spelling, use] as const);
    }),
  );
}
