import { words } from './words.ts';

/** The larger cities of the United States, and of the world. That a value is one is evidence, that it is none is not. */
export const cities = words(
  `New York|Los Angeles|Chicago|Houston|Phoenix|Philadelphia|San Antonio|San Diego|Dallas|San Jose|Austin|Jacksonville|Fort Worth|
  Columbus|Charlotte|San Francisco|Indianapolis|Seattle|Denver|Boston|El Paso|Nashville|Detroit|Oklahoma City|Portland|Las Vegas|
  Memphis|Louisville|Baltimore|Milwaukee|Albuquerque|Tucson|Fresno|Sacramento|Mesa|Kansas City|Atlanta|Omaha|Colorado Springs|
  Raleigh|Miami|Long Beach|Virginia Beach|Oakland|Minneapolis|Tulsa|Tampa|Arlington|New Orleans|Wichita|Cleveland|Bakersfield|
  Aurora|Anaheim|Honolulu|Santa Ana|Riverside|Corpus Christi|Lexington|Stockton|Henderson|Saint Paul|St. Louis|St Louis|St. Paul|
  Cincinnati|Pittsburgh|Greensboro|Anchorage|Plano|Lincoln|Orlando|Irvine|Newark|Toledo|Durham|Chula Vista|Fort Wayne|Jersey City|
  St. Petersburg|Laredo|Madison|Chandler|Buffalo|Lubbock|Scottsdale|Reno|Glendale|Gilbert|Winston-Salem|North Las Vegas|Norfolk|
  Chesapeake|Garland|Irving|Hialeah|Fremont|Boise|Richmond|Baton Rouge|Spokane|Des Moines|Tacoma|San Bernardino|Modesto|Fontana|
  Santa Clarita|Birmingham|Oxnard|Fayetteville|Moreno Valley|Rochester|Glendale|Huntington Beach|Salt Lake City|Grand Rapids|
  Amarillo|Yonkers|Montgomery|Akron|Little Rock|Huntsville|Augusta|Port St. Lucie|Grand Prairie|Columbus|Tallahassee|Overland Park|
  Tempe|McKinney|Mobile|Cape Coral|Shreveport|Frisco|Knoxville|Worcester|Brownsville|Vancouver|Fort Lauderdale|Sioux Falls|Ontario|
  Chattanooga|Providence|Newport News|Rancho Cucamonga|Santa Rosa|Oceanside|Salem|Elk Grove|Garden Grove|Pembroke Pines|Peoria|
  Eugene|Corona|Cary|Springfield|Fort Collins|Jackson|Alexandria|Hayward|Lancaster|Lakewood|Clarksville|Palmdale|Salinas|Hollywood|
  Pasadena|Sunnyvale|Macon|Pomona|Escondido|Killeen|Naperville|Joliet|Bellevue|Rockford|Savannah|Paterson|Torrance|Bridgeport|
  McAllen|Mesquite|Syracuse|Midland|Murfreesboro|Miramar|Dayton|Fullerton|Olathe|Orange|Thornton|Roseville|Denton|Waco|Surprise|
  Carrollton|West Valley City|Charleston|Warren|Hampton|Gainesville|Visalia|Coral Springs|Columbia|Cedar Rapids|Sterling Heights|
  New Haven|Stamford|Concord|Kent|Santa Clara|Elizabeth|Round Rock|Thousand Oaks|Lafayette|Athens|Topeka|Simi Valley|Fargo|Norman|
  Abilene|Wilmington|Hartford|Victorville|Pearland|Vallejo|Ann Arbor|Berkeley|Allentown|Richardson|Odessa|Arvada|Cambridge|
  Sugar Land|Beaumont|Lansing|Evansville|Rochester|Independence|Fairfield|Provo|Clearwater|College Station|West Jordan|Carlsbad|
  El Monte|Murrieta|Temecula|Springfield|Palm Bay|Costa Mesa|Westminster|North Charleston|Miami Gardens|Manchester|High Point|
  Downey|Clovis|Pompano Beach|Pueblo|Elgin|Lowell|Antioch|West Palm Beach|Everett|Ventura|Centennial|Lakeland|Gresham|Billings|
  Inglewood|Broken Arrow|Sandy Springs|Jurupa Valley|Hillsboro|Waterbury|Santa Maria|Boulder|Greeley|Daly City|Meridian|Lewisville|
  Davie|West Covina|League City|Tyler|Norwalk|San Mateo|Green Bay|Wichita Falls|Sparks|Lakewood|Burbank|Rialto|Allen|El Cajon|
  Las Cruces|Renton|Davenport|South Bend|Vista|Tuscaloosa|Clinton|Edison|Woodbridge|San Angelo|Kenosha|Vacaville|Brooklyn|Bronx|
  Manhattan|Queens|Staten Island|Flushing|Jamaica|Washington|Albany|Trenton|Harrisburg|Dover|Annapolis|Burlington|Bangor|Bend|
  Missoula|Bozeman|Cheyenne|Santa Fe|Flagstaff|Duluth|Kalamazoo|Flint|Gary|Hammond|Muncie|Bloomington|Champaign|Decatur|Dubuque|
  London|Paris|Berlin|Madrid|Rome|Vienna|Tokyo|Delhi|Mumbai|Shanghai|Beijing|Sydney|Melbourne|Toronto|Montreal|Vancouver|Calgary|
  Ottawa|Mexico City|Dublin|Amsterdam|Brussels|Lisbon|Moscow|Cairo|Lagos|Nairobi|Johannesburg|Cape Town|Istanbul|Athens|Warsaw|
  Prague|Budapest|Stockholm|Oslo|Copenhagen|Helsinki|Zurich|Geneva|Munich|Hamburg|Barcelona|Milan|Buenos Aires|Lima|Santiago|
  Bogota|Seoul|Singapore|Bangkok|Jakarta|Manila|Hong Kong|Dubai|Leeds|Liverpool|Bristol|Glasgow|Edinburgh|Sheffield|Leicester`,
);
