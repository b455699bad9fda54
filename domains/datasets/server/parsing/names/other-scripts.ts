import type { SaidByName } from '../code-names.ts';

/** Words for a label and for a quantity where words are not parted by spaces, and in scripts read from the right. */
const labels =
  /番号|コード|番地|地番|種別|区分|途別|部位|号室|記号|编号|編號|代码|代碼|号码|號碼|识别码|코드|번호|식별자|رقم|رمز|كود|קוד|זיהוי|תא |סמל|รหัส|เลขที่|หมายเลข|कोड|क्रमांक|पिन/;
const quantities =
  /(数|人口|額|面積|率|金額|合計|小計|年度?|月|日|歳|年齢|年齡|定員|高さ|長さ|幅|距離|時間|価格|得点|件|比|量|數|額|面积|数量|價格|价格|总计|율|률|액|면적|인구|수|수량|금액|합계|연도|عدد|مساحة|سنة|السكان|אוכלוסייה|שטח|שנה|จำนวน|อายุ|ราคา|พื้นที่|ประชากร|जनसंख्या|संख्या|क्षेत्रफल)([（(].*)?$/;

/** What a name says in scripts that are no alphabet of Europe. */
export function saidInSigns(name: string): SaidByName {
  if (!/[\u0590-\u06ff\u0900-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(name))
    return 'nothing';
  const trimmed = name.trim();
  if (quantities.test(trimmed) && !/(番号|コード)$/.test(trimmed)) return 'quantity';
  return labels.test(trimmed) ? 'code' : 'nothing';
}
