/** 日本語: who is like whom. @import { Texts } from "../text.js" */
import { looks } from "./looks.js";

/** @type {Record<string, string>} */
const KINDS = {
  hair: "髪の色",
  back: "髪型",
  front: "前髪",
  dye: "髪の二色目",
  eyes: "目の色",
  "eye-shape": "目の形",
  skin: "肌の色",
  ears: "耳",
  mark: "顔の印",
  outfit: "服",
  accessory: "小物",
};

/** Kinds whose choices do not say by themselves what they are of. @type {Record<string, string>} */
const OF = { hair: "の髪", eyes: "の目", dye: "の髪" };

/** @type {Texts["graph"]} */
export const graph = {
  title: "だれとだれが似ている？",
  lead: (list) => [
    "モデルはどの画像も",
    list,
    "に変えます。並びの似たキャラどうしを線で結びました。ふたり選ぶと、なぜ似ているかが分かります。",
  ],
  list: "数の並び",
  listTip: "モデルが画像を変換した数の並び（埋め込み）。似た画像は似た並びになります。",
  loading: "ギャラリーの情報を読み込んでいます",
  waiting: "モデルの準備ができると地図が出ます。",

  find: "キャラを探す",
  found: (n) => `${n}件見つかりました`,
  view: "表示",
  tabs: { map: "地図", pictures: "画像", table: "表" },
  lines: "線",
  by: { nearest: "近い順", threshold: "類似度" },
  perFace: "ひとりあたりの線",
  perFaceNote: "たがいに相手の近い順に入っていれば結びます。",
  atLeast: "類似度の下限",
  layout: "画像の地図",
  layouts: { neighbours: "近さ", plane: "平面", lines: "線" },
  layoutNotes: {
    neighbours: "UMAP：地図で近ければ似ています。遠い距離にはあまり意味がありません。",
    plane: (share) => `主成分分析：最も多くの違いが見える平面で、全体の${share}を表します。`,
    lines: "ForceAtlas2：線は引き合い、全員が押し合います。",
  },
  colours: "線の色",
  colourNames: { groups: "グループ", mixups: "取り違え" },

  map: (n, lines, chosen) =>
    `${n}人と${lines}本の線の地図。${chosen ? `${chosen}を選択中。` : ""}矢印キーで動かし、プラスとマイナスで拡大縮小、Escape で選択を外します。同じ内容が表にもあります。`,
  noWebgl: "このブラウザでは地図を描けません",
  noWebglText: "WebGL に対応していません。表に同じ内容があります。",
  zoomIn: "拡大",
  zoomOut: "縮小",
  whole: "全体を表示",
  busy: {
    compare: "画像を比べています",
    layout: "配置を決めています",
    embed: "あなたの画像を見ています",
  },
  cancel: "中止",

  groups: "グループ",
  groupsTip: "ほかよりもたがいによく似た集まり。",
  groupsNote: "類似度だけから見つけました。名前は、メンバーに最も多い特徴です。",
  groupsPlain: "類似度だけから見つけました。",
  group: (n) => `グループ${n}`,
  rest: "グループなし",
  mixupLegend: "学習に使っていない一方の画像が、もう一方だと見なされる確率",
  mixupSteps: ["0.1%", "1%", "5%"],

  trait: (kind, label) => {
    const said = looks[kind]?.[label];
    return said === undefined ? label : `${said}${OF[kind] ?? ""}`;
  },
  kinds: KINDS,

  pictureOf: (name, n) => `${name}、画像${n}`,
  yours: "あなたの画像",
  nearestTitle: "よく似ているキャラ",
  pickOne: "地図か一覧の顔を選ぶか、名前で探してください。",
  pickSecond: "もうひとり選ぶと、なぜ似ているかが分かります。",
  compareWith: (name) => `${name}と比べる`,
  letGo: "選択を外す",

  pair: (a, b) => `${a}と${b}`,
  similarity: "類似度",
  similarityTip:
    "全員に共通する分を引いた、数の並びどうしのコサイン類似度。1 なら同じ、0 なら無関係、負なら逆向きです。",
  moreAlike: (share) => ["全体の", share, "の組より似ています。"],
  most: "全体で最も似ている組です。",
  least: "全体で最も似ていない組です。",
  mixedUp: (count, of, chance) =>
    count === 0
      ? `学習に使っていない${of}枚で取り違えはありません。相手だとする確率は平均${chance}。`
      : `学習に使っていない${of}枚のうち${count}枚を取り違えました。相手だとする確率は平均${chance}。`,
  alikePictures: "最もよく似た画像どうし",
  same: "共通",
  differs: "違い",
  sameNone: "共通の特徴はありません。",

  why: "なぜ似ている？",
  makesLike: (a, b) => `${a}を${b}に似せているもの`,
  whyPicture: (a, b) => `${a}：この画像を${b}に似せているピース`,
  likeIt: (name) => `${name}に似せる`,
  unlikeIt: (name) => `${name}から離す`,
  whyTip:
    "ピースを、ほかのキャラの同じ場所に差し替えます。なくなると相手に似なくなるピースは青、なくなるとかえって似るピースはオレンジです。",
  piece: (place, value, direction) => `ピース${place}：${value}、${direction}`,
  pieceValue: (value, error) => `${value} ± ${error}`,
  readNone: "ピースにマウスを重ねると、効き目が出ます。",
  others: "ほかのキャラ",
  findings: {
    testing: "確かめています。",
    testingRest: ({ name }) => `上位のピースをほかのキャラの絵24枚に貼り付けて、${name}に近づくかを見ます。`,
    failedRest: "理由はメッセージにあります。",
  },
  waits: "モデルを待っています",
  tries: (done, planned, which) => `${which}：試行 ${done} / ${planned} 回`,
  madeBefore: "前に行った試行の結果です。",
  whyAgain: "説明する",

  pairsTitle: "最も似ている組",
  pairsSort: "並べ替え",
  sorts: { likeness: "類似度", mixups: "取り違え", name: "名前" },
  allPairs: "すべてを表で見る",

  export: "保存する",
  csvNodes: "キャラ（CSV）",
  csvPairs: "組（CSV）",
  png: "画像（PNG）",
  svg: "図（SVG）",
  gexf: "グラフ（GEXF）",
  json: "グラフ（JSON）",

  table: {
    caption: "全員のグループ、線の数、よく似た5人",
    name: "名前",
    group: "グループ",
    lines: "線",
    nearest: "よく似ているキャラ",
    pairsCaption: "最も似ている組",
    first: "ひとり目",
    second: "ふたり目",
    likeness: "類似度",
    mixups: "取り違え",
    chance: "相手だとする確率",
    sortBy: (column) => `${column}で並べ替え`,
    copy: "CSV をコピー",
    copied: "コピーしました。",
    refused: "ブラウザがコピーを許可しませんでした。CSV ファイルに同じ内容があります。",
  },

  own: "自分の画像を使う",
  ownNote:
    "画像をドロップすると、地図のどこに来るかが分かります。キャラごとにフォルダーを分けたフォルダーも選べます。",
  addPictures: "画像を置く",
  addFolder: "キャラのフォルダーを選ぶ",
  clearGuests: "取り除く",
  backToGallery: "ギャラリーに戻る",
  tooFew: "少なくとも3人必要です。キャラごとに画像のフォルダーを分けてください。",
  tooMany: (n) => `最初の${n}枚だけを使います。`,
  showIt: "表示",
  landed: (name, like) => `${name}に最も似ているのは${like}です。`,
};
