import { folded } from './folded.ts';
import { words } from './words.ts';

/** Common given names outside the United States, without their accents. That a value has one is evidence, that it has none is not. */
export const givenNamesAbroad = words(
  folded(`jean pierre michel philippe alain nicolas christophe patrick laurent frederic stephane pascal olivier sebastien thierry gilles bruno
  didier francois jacques yves serge denis guillaume mathieu julien romain alexandre vincent cedric jerome ludovic fabrice xavier
  isabelle nathalie sylvie catherine francoise valerie christine veronique corinne sandrine celine aurelie delphine brigitte chantal
  monique dominique florence agnes helene elodie emilie camille manon chloe lea
  hans peter klaus wolfgang jurgen dieter manfred uwe gunter gunther horst bernd heinz werner gerhard helmut rainer ralf stefan andreas
  matthias markus torsten thorsten dirk jorg sven jens frank holger carsten karsten detlef gerd heiko ulrich volker lutz tobias florian
  sabine petra monika ursula renate helga ingrid gisela karin brigitte angelika heike susanne birgit claudia gabriele kerstin anke
  silke katrin kathrin anja ute elke beate christa erika hannelore sigrid johannes lukas jonas felix moritz
  jan piet kees henk willem johan pieter gerrit cornelis hendrik jeroen bas sander maarten joost ruud wim marieke anneke saskia
  ingeborg femke sanne lotte bart koen stijn jef luc geert
  giuseppe giovanni antonio mario luigi francesco angelo vincenzo pietro salvatore carlo franco domenico bruno paolo michele giorgio
  aldo sergio luciano alessandro andrea stefano marco roberto massimo fabio gianni claudio maurizio davide simone matteo lorenzo
  luca giulia chiara francesca alessandra paola elena silvia federica valentina simona giovanna rosaria carmela concetta
  jose manuel juan carlos luis jorge jesus miguel angel francisco javier pedro alejandro fernando rafael ramon enrique vicente pablo
  alberto eduardo raul ricardo ruben victor hector oscar ignacio joaquin agustin salvador diego guillermo gustavo julio cesar
  martin marcelo hugo walter nestor ruben dario fabian maria carmen dolores pilar isabel teresa cristina marta beatriz silvia
  susana graciela norma alicia mabel gladys mirta lidia blanca yolanda guadalupe veronica leticia martha patricia adriana claudia
  paola lorena carolina natalia daniela gabriela fernanda luz esperanza mercedes consuelo rocio xochitl
  joao paulo antonio jose luiz marcos marcio marcelo rodrigo fabio leandro rafael thiago tiago felipe bruno gustavo andre sergio
  claudio edson wagner wellington anderson adriano alexandre cicero raimundo severino benedito nuno rui vasco goncalo duarte
  ana paula adriana juliana marcia fernanda patricia aline sandra camila amanda bruna jessica leticia vanessa mariana rosangela
  francisca antonia terezinha ines catarina conceicao
  lars anders per erik karl nils sven bengt goran lennart kjell ulf stig gunnar arne ole knut bjorn odd rolf leif tor terje geir svein
  hans henrik jens niels soren jorgen kim lene mette hanne kirsten inge anne birgitta kerstin ingrid margareta eva lena gunilla
  britt astrid solveig bente turid randi siri matti juhani timo kari pekka jukka antti mikko jari heikki hannu tapio
  tuula anneli marjatta paivi riitta liisa pirjo sirpa tiina
  piotr krzysztof andrzej tomasz pawel jan michal marcin jakub adam marek grzegorz stanislaw jozef tadeusz zbigniew jerzy henryk
  ryszard wojciech lukasz dariusz mariusz rafal jacek kazimierz miroslaw waldemar bogdan katarzyna malgorzata agnieszka
  krystyna barbara ewa elzbieta zofia teresa janina jadwiga danuta irena halina helena grazyna jolanta monika dorota renata urszula
  jiri petr jaroslav zdenek vaclav milan karel josef frantisek pavel lubos ladislav stanislav jana marie hana vera alena lenka
  jozef stefan juraj zuzana katarina
  laszlo istvan jozsef janos zoltan sandor gabor ferenc attila peter tamas zsolt tibor andras csaba imre lajos gyorgy balazs
  erzsebet ilona katalin eva zsuzsanna margit julianna agnes andrea monika
  ion gheorghe vasile constantin nicolae dumitru mihai alexandru florin marian adrian daniel ioan stefan elena ioana mihaela
  ivan petar nikola marko ante josip tomislav zeljko goran dragan milan zoran slobodan branko jovan ana marija ivana katarina
  georgi dimitar hristo stoyan todor angel vasil krasimir plamen ivaylo emil mariya elena
  aleksandr sergey sergei vladimir andrey andrei aleksey alexei dmitry dmitri nikolay igor oleg yuri yury viktor mikhail evgeny evgeni
  olga tatiana tatyana natalia natalya irina svetlana elena ekaterina anastasia
  александр сергеи владимир андреи алексеи дмитрии николаи игорь олег юрии виктор михаил евгении иван павел петр василии анатолии
  ольга татьяна наталья ирина светлана елена екатерина мария анна галина людмила надежда валентина георги димитър иван петър тодор
  олександр сергіи володимир андріи олексіи микола ігор юріи віктор михаило тетяна наталія ірина світлана олена
  giorgos georgios dimitris dimitrios nikos nikolaos kostas konstantinos ioannis yannis maria eleni katerina
  mehmet mustafa ahmet ali huseyin hasan ibrahim ismail osman yusuf murat omer ramazan halil suleyman abdullah mahmut recep salih
  fatma ayse emine hatice zeynep elif meryem serife zehra sultan hanife
  mohamed mohammed muhammad ahmad mahmoud youssef yusuf khalid hassan hussein ibrahim abdul abdullah abdallah karim rachid said
  mustapha fatima aicha khadija zahra amina mariam nadia samira
  moussa mamadou ibrahima ousmane abdoulaye amadou issa oumar seydou aminata fatoumata kofi kwame kwesi ama akosua chukwu emeka
  chinedu ngozi adebayo oluwaseun thabo sipho nomsa lerato tendai tshepo mandla kamau wanjiru otieno achieng mwangi njoroge wambui
  rajesh suresh ramesh mahesh amit anil sunil vijay sanjay ashok rakesh manoj ravi rahul deepak kumar singh prakash krishna ram
  shyam mohan arun kiran santosh lakshmi sunita anita sita gita rekha meena kavita pooja priya ranjit harish dinesh mukesh bahadur
  prasad lal devi kumari begum khan md mohd
  budi agus slamet sri siti nur muhammad dewi ayu wahyu eko joko bambang hendra iwan made ketut wayan putu
  nguyen thi van hoang tran le pham minh anh tuan hung
  somchai somsak juan rodel rommel jun jojo
  hiroshi takashi kenji akira yoshiko keiko kazuko yuki haruto`),
);

/** The most frequent family names in Chinese, Korean and Japanese script: the beginning of a name. */
const familySigns =
  /^(?:[王李張张劉刘陳陈楊杨黃黄趙赵吳吴周徐孫孙馬马朱胡郭何高林羅罗鄭郑梁謝谢宋唐許许韓韩馮冯鄧邓曹彭曾蕭萧田董袁潘蔡蔣蒋余于杜葉叶程蘇苏魏呂吕丁任沈姚盧卢姜崔鍾钟譚谭陸陆汪范金石廖賈贾夏韋韦付方白鄒邹孟熊秦邱江尹薛閻阎段雷侯龍龙史陶黎賀贺顧顾毛郝龔龚邵萬万錢钱嚴严覃武戴莫孔向湯汤温游詹簡]|[김이박최정강조윤장임한오서신권황안송류홍전고문손양배백허남심노하곽성차주우구민유나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국은편용]|佐藤|鈴木|高橋|田中|伊藤|渡辺|渡邊|山本|中村|小林|加藤|吉田|山田|佐々木|山口|松本|井上|木村|斎藤|齋藤|清水|山崎|森|池田|橋本|阿部|石川|山下|中島|石井|小川|前田|岡田|長谷川|藤田|後藤|近藤|村上|遠藤|青木|坂本|斉藤|福田|太田|西村|藤井|金子|岡本|藤原|三浦|中野|中川|原田|松田|竹内|小野|田村|中山|和田|石田|森田|上田|原|内田|柴田|酒井|宮崎|横山|高木|安藤|宮本|大野|小島|谷口|今井|工藤|高田|増田|丸山|杉山|村田|大塚|新井|小山|平野|藤本|河野|上野|野口|武田|松井|千葉|菅原|岩崎|久保|木下|佐野|野村|松尾|市川|菊地|菊池|杉本|古川|大西|島田|水野|桜井|渡部|高野|吉川|山内|西田|飯田|西川|小松|北村|安田|五十嵐|川口|平田|関|中田|久保田|服部|東|岩田|土屋|川崎|福島|本田|辻|樋口|秋山|田口|永井|山中|中西|吉村|川上|石原|大橋|松岡|浜田|馬場|森本|矢野|浅野|松下|星野|大久保|吉岡|小池|野田|荒木|熊谷|松浦|大谷|内藤|黒田|尾崎|川村|永田|望月|松村|荒井|田辺|大島|堀|菅野|西山|堀内|平井|栗原|早川|片山|須藤|広瀬|大石|横田)/u;

/** Whether a value is a person's name in Chinese, Korean or Japanese script. */
export function isNameInSigns(value: string): boolean {
  const [first = '', ...others] = value.split(/[,、;]\s*/);
  if (others.length > 0) return [first, ...others].every((one) => isNameInSigns(one));
  const text = value.replace(/\s+/g, '');
  if (!/^[\u3400-\u9fff々\uac00-\ud7af]+$/u.test(text)) return false;
  if (text.length < 2 || text.length > 6) return false;
  // The family and the given name, parted as forms in Japan do.
  return (
    familySigns.test(text) || /^[\u3400-\u9fff々]{1,3}\s[\u3400-\u9fff々]{1,3}$/u.test(value.trim())
  );
}
