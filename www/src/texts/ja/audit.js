/** 日本語：教えたモデルは背景で見分けていないか。 */

/** @type {typeof import("../en/audit.js").audit} */
export const audit = {
  title: "ズルをしていない？",
  lead: "モデルは背景だけで見分けることがあります。いつも同じ部屋、いつも雪、というように。確かめるために、人物を切り抜いて、ほかのキャラの背景に置きます。",

  figures: "まず、人物はどこ？",
  figuresNote: (right, overlap) =>
    `人物の場所は推定です。人物の場所がわかっている絵では、画素の${right}が正しく分かれました（重なり${overlap}）。違うところがあれば、画像をタップして自分で塗れます。`,
  figureOf: (name) => `${name}の画像：人物の場所`,
  painted: "自分で塗ったもの",
  others: "ほかの画像を見る",

  each: "キャラごとに中を見る画像の数",
  start: "調べる",
  again: "もう一度調べる",
  stale: "教えたあとで画像が変わりました。先にもう一度教えてください。",
  lost: "途中で止まりました。残りを見るには、もう一度調べてください。",

  none: "疑わしいキャラはいません",
  noneNote:
    "この入れ替えでわかるかぎり、人物を見て答えています。小さな影響や、ほかの近道（署名、人物のまわりの枠）は、この方法では見つかりません。",
  some: (n) => `${n}人のキャラが疑わしいです`,
  someNote:
    "偶然では説明できないほど、背景で答えが決まっています。別の場所の画像を足すか、「背景を入れ替える」を入れてもう一度教えてください。",
  alike:
    "よく似た2人については、どちらが背景で見分けられているのか区別できません。片方の手がかりが消えると、もう片方に見えるからです。",
  tooFew: "画像が足りません。2人のキャラに4枚ずつ必要です。",

  suspects: "疑わしいキャラ",
  suspect: "疑わしい",
  fair: "疑いなし",
  unknown: "画像が足りない",
  kept: (name, of) => `${name}とわかった割合、人物${of}枚`,
  onSame: "自分の背景",
  onOther: "ほかの背景",
  lured: (name, of) => `${name}と間違えた割合、ほかの人物${of}枚`,
  onOwn: "自分の背景",
  onTheirs: (name) => `${name}の背景`,
  atHome: "自分の背景",
  atHomeTip:
    "同じキャラの別の画像の背景に、同じように切り抜いて置いたものです。違いは背景だけになります。答えるモデルは、どちらの画像も学んでいません。",
  evidence: (share, area) => `根拠の${share}が背景にあります。背景は画像の${area}です。`,
  noEvidence: "まだ中を見ていません。",
  examples: "答えが変わった人物",
  example: (of, onto, as) => `${onto}の背景に置いた${of}：${as}と答えた`,
  inside: "どこを見ているか",
  insideOf: (name, rival, share) => `${rival}ではなく${name}と答えた理由：根拠の${share}が背景`,
  nothing: "なし",

  all: "すべてのキャラ",
  character: "キャラ",
  keptHead: "自分の背景で正解",
  keptOtherHead: "ほかの背景で正解",
  luredHead: "ほかの人物を間違えた",
  luredOtherHead: "その背景に置くと",
  evidenceHead: "背景にある根拠",
  areaHead: "背景の広さ",
  scoreHead: "背景で決まる度合い",
  verdictHead: "判定",

  pick: "この数枚を見ればモデルがわかる",
  pickNote: (n, of, share) =>
    `説明した${of}枚のうち、この${n}枚で、モデルが見ているものの${share}がわかります。前の画像に最も多くを加えるものから並んでいます。`,
  pickTip:
    "見た目と場所の似た部分を、ひとつの種類とみなします。多くの画像で効く種類ほど重くなります。選び方は SP-LIME（Ribeiro, Singh, Guestrin 2016、4節）です。",
  pickTerm: "選び方",
  covers: (share) => `ここまでで${share}`,

  report: "レポートを保存",
  table: "表を保存",
  reportTitle: (name) => `${name}はズルをしていない？`,
  reportNote: (seconds, tried, explained) =>
    `背景の入れ替え${tried}回、説明した画像${explained}枚、${seconds}秒。答えが変わった入れ替えについての符号検定で、偶然に疑われる割合は多くても5%です（Benjamini, Hochberg 1995）。Moelens で作成。`,
  drawnBy: {
    hand: "人物は手で塗ったもの",
    drawn: "人物は絵からわかっているもの",
    estimated: "人物は推定",
  },

  dialog: {
    title: "人物はどこ？",
    note: "灰色が背景です。違うところを塗ってください。",
    tool: "ブラシで塗るもの",
    tools: { figure: "人物", background: "背景" },
    radius: "ブラシの大きさ",
    undo: "元に戻す",
    cancel: "やめる",
    keep: "これにする",
    forget: "推定に戻す",
  },
};
