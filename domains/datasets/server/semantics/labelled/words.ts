/** Words for made-up columns, chosen without regard to what the detectors know. */
export const given =
  'James Mary Robert Patricia Aaliyah Abdul Agnes Aidan Akira Alejandra Amara Anders Anthony Arjun Beatriz Bernadette Bogdan Brianna Camila Carlton Chidi Clarence Constance Damon Darnell Deepak Delphine Dimitri Donald Duane Eleanor Elena Emeka Esperanza Farid Felicia Fiona Florence Garrett Genevieve Gertrude Giovanni Gustavo Hassan Hazel Hector Hiroshi Ibrahim Ingrid Irina Jada Jamal Jasmine Jennifer John Joseph Juanita Kareem Karen Keisha Kwame Lakshmi Latoya Leila Lorenzo Linda Magdalena Marcella Margaret Mateo Mei Michael Mildred Minh Monique Nadia Nancy Naomi Nkechi Octavio Olga Omar Paolo Paul Pearl Pierre Quentin Rashida Raul Rebecca Renee Rhonda Richard Rosalind Ruben Ruth Sandra Shanice Sharon Sheila Simone Svetlana Sven Tamika Teresa Thomas Trevor Tuan Uma Valerie Vera Vikram Wanda Wendell William Xiomara Yasmin Yolanda Yusuf Zainab Zoe'.split(
    ' ',
  );
export const family =
  "Smith Johnson Williams Brown Garcia Abernathy Achebe Adeyemi Aguirre Baxter Beaumont Bergstrom Blackwood Bose Callahan Castellanos Chakraborty Cho Choi Cisneros Clark Dalton Davis Delgado Desai Dubois Eastwood Ekström Eriksen Esposito Fairchild Fitzgerald Fontaine Galloway Gutierrez Hassan Haddad Hall Hathaway Holloway Huang Hutchinson Ibarra Ivanov Jackson Janowski Jones Kaplan Kapoor Kowalski Lewandowski Lindqvist Lopez Maldonado Martin Martinez Mbeki McAllister McDonald Miller Moore Nakamura Ndiaye Nguyen Novak O'Brien O'Neill Okafor Olson Pacheco Papadopoulos Park Petrov Quinn Rahman Ramirez Rosenberg Rossi Santana Sato Sokolov Stein Sutherland Takahashi Taylor Thompson Tran Turner Underwood Vasquez Villanueva Walker Washington Weiss White Whitfield Wilson Wright Xu Yamamoto Young Zamora Ziegler".split(
    ' ',
  );
export const towns =
  'Abington|Aurora|Bakersfield|Beaverton|Bethlehem|Bloomfield|Boston|Brookhaven|Cedar Falls|Charleston|Chicago|Chico|Coeur d’Alene|Columbus|Dallas|Danville|Dearborn|Denver|Eau Claire|El Paso|Elkhart|Fairbanks|Fall River|Fargo|Fort Smith|Fort Worth|Framingham|Galveston|Grand Forks|Great Falls|Greenville|Harrisonburg|Hattiesburg|Hempstead|Houston|Idaho Falls|Iowa City|Ithaca|Janesville|Johnson City|Joplin|Jupiter|Kalispell|Kennewick|La Crosse|Lafayette|Lawton|Lewiston|Longmont|Los Angeles|Lynchburg|Mansfield|Medford|Miami|Milwaukee|Minot|Monroe|Montpelier|Muskegon|Naperville|New Bedford|Oakland|Ogden|Olympia|Oshkosh|Paducah|Pensacola|Philadelphia|Phoenix|Pocatello|Portland|Quincy|Racine|Redding|Roanoke|Rock Hill|Saginaw|San Antonio|Santa Barbara|Sarasota|Scranton|Seattle|Sheboygan|Sioux City|Springfield|St. Cloud|Taunton|Tacoma|Terre Haute|Troy|Twin Falls|Utica|Valdosta|Walla Walla|Waterloo|Wausau|Yakima|Youngstown|Yuma'.split(
    '|',
  );
export const streets =
  'Main|Oak|Maple|Washington|Lake|Hill|Park|Pine|Cedar|Elm|View|Walnut|Spring|Ridge|Church|Willow|Mill|Sunset|Railroad|Jackson|Cherry|West|South|Highland|Franklin|River|Martin Luther King Jr|Meadow|Forest|1st|2nd|3rd|4th|12th|43rd|Van Ness|Telegraph|International|Foothill|San Pablo|Fruitvale|Peachtree|Cesar Chavez|Grand|Old Mill|Kings'.split(
    '|',
  );
export const streetKinds =
  'St Street Ave Avenue Rd Road Blvd Boulevard Dr Drive Ln Lane Ct Court Way Pl Place Ter Cir Pkwy'.split(
    ' ',
  );
export const firms =
  'Acme Northside Riverside Golden Blue Summit Pioneer Evergreen Liberty Union Metro Premier Harbor Valley Lakeview Cascade Sunrise Heritage National Pacific Atlantic Redwood Apex Sterling Crystal Silver Eagle Central Capitol Delta'.split(
    ' ',
  );
export const trades =
  'Construction LLC|Plumbing Inc.|Electric Co|Consulting Group|Foods|Auto Repair|Dental Clinic|Elementary School|Community Church|Bakery|Properties LLC|Insurance Agency|Landscaping|Medical Center|Hardware Store|Pharmacy|Restaurant|Roofing, Inc|Credit Union|Housing Authority|Public Library|Technologies|Logistics|Foundation|Cleaners|Market|Nail Salon|Tire & Lube|Coffee|Veterinary Hospital'.split(
    '|',
  );
export const prose =
  'the caller states that water is leaking from hydrant near corner and has been for several days crew arrived found pothole about two feet wide on north side of road repaired with cold patch follow up needed resident asked to be called back tree branch blocking sidewalk removed graffiti on wall painted over noise from construction after hours inspector visited no violation found owner was not present left notice at door light is out again second report this month please send someone as soon as possible thank you'.split(
    ' ',
  );
export const titles =
  'Quarterly Harvest|Blue Heron Lament|Old Rasputin|Devils Cup|Rise of the Phoenix|The Long Goodbye|Citra Ass Down|Winter Solstice|Midnight Express|Paper Moon|Lost in Translation|Golden Monkey|Dead Ringer|A Serious Case|Twelve Steps Down|Hop Drop|Wild Onion|Red Thunder|Big River Sunset|Northern Lights'.split(
    '|',
  );
