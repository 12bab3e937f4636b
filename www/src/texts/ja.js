/**
 * 日本語. A chunk of its own, fetched when it is chosen. The same words everywhere: ピース for a piece
 * (superpixel), 試行 for a try, 相手 for the rival, 確率 for a chance, 重み for a weight.
 *
 * @import { Texts } from "./text.js"
 */
import { graph } from "./ja/graph.js";
import { essay } from "./ja/how.js";
import { lab } from "./ja/lab.js";
import { models } from "./ja/models.js";
import { more } from "./ja/more.js";
import { problems } from "./ja/problems.js";
import { teach } from "./ja/teach.js";

/** @param {[number, number][]} runs  First and last rank of each. */
function ranks(runs) {
  return runs.map(([a, b]) => (b === a + 1 ? `${a}位と${b}位` : `${a}〜${b}位`)).join("、");
}

/** @type {Texts} */
export const ja = {
  essay,
  lab,
  models,
  more,
  language: "ja",
  graph,
  problems,
  teach,

  page: {
    title: "Moelens：このキャラはだれ？なぜそう言える？",
    description:
      "アニメキャラの顔をブラウザの中で見分け、画像のどこが決め手になったかを目で見て確かめられます。",
    skip: "本文へ移動",
    pages: "ページ",
    recognise: "見分ける",
    graph: "似ているキャラ",
    graphShort: "似ている",
    teach: "教える",
    lab: "バイアスの実験室",
    labShort: "実験室",
    how: "しくみ",
    howShort: "しくみ",
    theme: "明るい・暗い",
    themeIsLight: "明るい配色です。暗い配色に切り替えます。",
    themeIsDark: "暗い配色です。明るい配色に切り替えます。",
    heading: "このキャラはだれ？モデルはなぜそう答えた？",
    lead: "アニメキャラの画像を渡すと、だれかを答え、画像のどこが決め手になったかを示します。",
    private: "画像がこのページの外に送られることはありません。",
    offline: "一度開けば、オフラインでも使えます。",
    licences: "ライセンス",
    noScript: "このページには JavaScript が必要です。モデルはブラウザの中で動きます。",
  },

  pick: {
    region: "画像を選ぶ",
    choose: "画像を選ぶ",
    photo: "写真を撮る",
    hint: "または、どこにでもドロップか貼り付け",
    hintTouch: "画像は端末の外に出ません",
    over: "ここで放すと見分けます",
    overHint: "画像は端末の外に出ません",
    own: "あなたの画像",
    cropHint: "範囲を選ぶ",
    pictures: (name) => `${name}の画像`,
    pictureOf: (name, n) => `${name}、画像${n}`,
    gallery: "この中から試す",
    find: "キャラを探す",
    findHint: "名前で探す",
    noMatch: "その名前のキャラはいません。",
    matches: (n) => `${n}人のキャラ`,
    waits: "モデルの準備ができしだい、この画像を見ます。",
    notAPicture: "画像が見つかりません。画像ファイルをドロップするか貼り付けてください。",
  },

  crop: {
    title: "どの範囲を見ますか？",
    note: "モデルは枠の中だけを見ます。顔がひとつ、大きく写っているのが最適です。",
    frame: "枠。矢印キーで動かし、プラスとマイナスで大きさを変えます。",
    zoom: "ズーム",
    use: "この範囲を使う",
    largest: "できるだけ大きく",
    close: "閉じる",
  },

  loading: {
    program: "プログラムを読み込んでいます",
    model: "モデルを読み込んでいます",
    starting: "モデルを起動しています",
    ready: "準備完了",
    bytes: (here, all) => `${here} / ${all} MB`,
    bytesOnly: (here) => `${here} MB`,
    once: "最初の一度だけです。その後はオフラインでも使えます。",
  },

  answer: {
    region: "答えと説明",
    pending: "画像を見ています",
    is: (name) => `${name}です`,
    sure: (chance) => `確率 ${chance}`,
    sureTip: (chance) =>
      `確率は額面どおりに受け取れるよう調整してあります。${chance}と答えた多くの場合のうち、およそその割合が正解です。`,
    saysTip: "モデルが言うままの数字です。この確率を額面どおりに受け取れるかは、ここでは確かめていません。",
    unknown: "知っているキャラではなさそうです",
    unknownNote: (name, chance) =>
      `最も近いのは${name}ですが、確率は${chance}で、そう言い切るには足りません。`,
    galleryDiffers: (name) => `これは${name}の画像です。モデルの答えは間違っています。`,
    galleryUnknown: (name) => `これは${name}の画像です。モデルには見分けられませんでした。`,
    crop: "範囲を選ぶ",
    percent: {
      language: "ja",
      under: (n) => `${n}未満`,
      over: (n) => `${n}超`,
    },
    announce: (name, chance) => `${name}、確率${chance}。`,
  },

  candidates: {
    title: "ほかの候補",
    note: "選ぶと、そのキャラだと言える根拠を示します。",
    group: "どのキャラを説明するか",
    percent: {
      language: "ja",
      under: (n) => `<\u202f${n}`,
      over: (n) => `>\u202f${n}`,
    },
  },

  question: {
    ask: (name, rival) => ["なぜ", rival, "ではなく", name, "？"],
    rival: "比べる相手",
    likely: "確率の高い順",
    everyone: "全員",
    label: (a, b) => `なぜ${b}ではなく${a}？`,
  },

  verdict: {
    begin: "最初のピースを試しています。",
    beginRest: "まもなく色が付きます。",
    first: "第一印象です。",
    firstRest: "まだぼんやりしていますが、だんだん確かになります。",
    emerging: "上位のピースが見えてきました。",
    testing: "確かめています。",
    testingRest: ({ rival }) => `最も効いたピースを${rival}の画像に貼ってみます。`,
    judged: {
      "top-carries": ({ name, rival }) => ({
        strong: "この説明は信じてよさそうです。",
        rest: `最も効いたピースを${rival}の画像に貼ると、面積から見込まれる以上に、はっきり${name}に近づきます。`,
      }),
      "set-carries": ({ name, rival }, size) => ({
        strong: "ひとつのピースではなく、まとまりとして信じてください。",
        rest: `上位${size}個のピースを${rival}の画像に貼ると、面積から見込まれる以上に、はっきり${name}に近づきます。決め手は広がっています。`,
      }),
      unclear: ({ name, rival }) => ({
        strong: "まだ決まりません。",
        rest: `最も効いたピースを${rival}の画像に貼ると${name}に近づきますが、はっきりとは言えません。試行を増やせば分かるかもしれません。`,
      }),
      "within-noise": () => ({
        strong: "まだ決まりません。",
        rest: "最も効いたピースも、ばらつきとほとんど区別できません。試行を増やせば分かるかもしれません。",
      }),
      "does-not-carry": ({ name, rival }) => ({
        strong: "この説明は信じないでください。",
        rest: `最も効いたピースを${rival}の画像に貼っても、はっきりとは${name}に近づきません。決め手はほかの場所にあるか、広がっているようです。`,
      }),
      "nothing-speaks-for": ({ name, rival }) => ({
        strong: "この説明は信じないでください。",
        rest: `${rival}ではなく${name}だと言えるピースがありません。`,
      }),
      "rival-not-recognised": ({ rival }) => ({
        strong: "うまく確かめられません。",
        rest: `モデルは${rival}の画像の多くを${rival}と答えないので、貼り付けても分かることがわずかです。`,
      }),
      "not-tested": ({ rival }) => ({
        strong: "確かめていません。",
        rest: `確かめるための${rival}の画像がありません。慎重に読んでください。`,
      }),
      "few-pictures": () => ({ strong: "確かめていません。", rest: "" }),
    },
    fewPictures: (n, { rival }) => `確かめるのに使えた${rival}の画像が${n}枚だけなので、この判定は弱めです。`,
    orderSettled: "上位のピースの順番もはっきりしています。",
    orderOpen: "上位のピースの順番はまだ決まりません。",
    orderOpenReferences: ({ rival }) =>
      `${rival}の別の画像と比べると、上位のピースの順番は変わるかもしれません。`,
    orderOpenBetween: (runs) => `${ranks(runs)}のピースは順番が変わるかもしれません。`,
    orderOpenBetweenReferences: (runs, { rival }) =>
      `${rival}の別の画像と比べると、${ranks(runs)}のピースは順番が変わるかもしれません。`,
    cancelled: (done) => (done === 0 ? "最初の試行の前に中止しました。" : `${done}回の試行で中止しました。`),
    cancelledRest: "見えているのは第一印象です。",
    failed: "説明が止まりました。",
    failedRest: "ここまでの結果は残ります。理由はメッセージにあります。",
    again: "続ける",
    more: (tries) => `試行を${tries}回に増やす`,
    standIn: ({ rival }) =>
      `差し替えに使える${rival}の画像がないので、隠したピースはぼかしました。本当の原因を見つけにくくなります。`,
    unknownFirst: "知っているキャラではなさそうなので、慎重に読んでください。",
    announceRunning: (question) => `説明を作っています：${question}`,
  },

  progress: {
    label: "だんだん確かになります",
    tries: (done, planned) => `試行 ${done} / ${planned} 回`,
    left: (seconds) => `、あと約${seconds}秒`,
    cancel: "中止",
  },

  stage: {
    mode: "表示方法",
    overlay: "重ねて表示",
    heat: "ヒートマップ",
    sharper: {
      making: (done, planned) =>
        `細かくしています：絵をさらに3通りに分けて試します（${planned}回中${done}回）。`,
      made: (cuts, tries) =>
        `絵を${cuts}通りに分けた結果の平均です（合わせて${tries}回）。番号と読みは通常の分け方のものです。`,
      stopped: "これは1通りの分け方によるヒートマップです。",
      start: "細かくする",
    },
    only: "効いた所だけ",
    sign: "どのピースを表示するか",
    both: "両方",
    for: "プラス",
    against: "マイナス",
    settings: "設定",
    shown: "表示するピース",
    shownOf: (n, all) => `${n} / ${all}`,
    speaksFor: (name) => `${name}寄り`,
    speaksAgainst: (name) => `${name}から遠ざける`,
    readout: (title, value) => [title, "：", value, "。"],
    picture: (question, count) =>
      `${question}画像を${count}個のピースに分け、重みで色を付けています。Tab キーで上位5個へ、矢印キーでほかのピースへ移動します。`,
    pictureOnly: "画像",
    tap: "ピースをタップすると説明が出ます。",
  },

  piece: {
    title: "ピース",
    ranked: (rank) => `ピース${rank}`,
    of: (all) => `全${all}個、効いた順`,
    weight: "重み",
    weightTip: "このピースがスコアをどれだけ動かすか。測り直せば、100回のうち95回は±の範囲に収まります。",
    acrossReferences: "比べる画像を替えた場合",
    acrossReferencesTip:
      "相手の画像を別の画像に替えたとき、重みがどれだけ変わるか。ふたつの誤差のうち大きいほうです。",
    share: "画像に占める割合",
    none: "ピースにマウスを重ねるか、タップするか、Tab キーで選んでください。",
    reading: (weight, error) => `${weight} ± ${error}`,
    readingPoints: (weight, error) => `${weight} ± ${error} ポイント`,
    label: (rank, reading, direction) => `ピース${rank}：${reading}、${direction}`,
    unclear: "誤差が大きく、意味がないかもしれません。",
    meaning: {
      contrastive: (amount, a, b, up) =>
        `このピースがあると、${b}の画像の同じ場所に差し替えたときより、${a}のスコアが${amount}${up ? "高く" : "低く"}なります。`,
      hidden: (amount, a, up) =>
        `このピースがあると、隠したときより、${a}のスコアが${amount}${up ? "高く" : "低く"}なります。`,
      points: (amount) => `${amount}パーセントポイント`,
    },
  },

  facts: {
    tries: (done, planned, seconds) => `試行 ${done} / ${planned} 回、${seconds}秒。`,
    enough: "これで十分でした。",
    fidelity: "忠実度",
    fidelityTip: "この画像の近くで、簡単な説明がモデルをどれだけよく真似ているか。1 なら完全です。",
    about: (piece, method) => [piece, "はスーパーピクセルのことです。手法：", method, "。"],
    methodTip: "LIME は、画像のピースをいろいろな組み合わせで隠し、答えがどう変わるかを見ます。",
    piece: "ピース",
    pieceTip: "色の似た隣どうしの点をまとめた、画像の小さな一片。",
  },

  settings: {
    title: "設定",
    note: (mark) => [
      "そのままで大丈夫です。",
      mark,
      "の付いた項目はすぐに反映され、ほかはモデルを動かし直します。",
    ],
    close: "閉じる",
    pieces: "ピース",
    cut: "分け方",
    cuts: {
      slic: "色と近さ",
      grid: "均等な格子",
      parts: "絵のパーツ",
      hand: "自分の手で",
    },
    byHand: "ピースを手で直す",
    segments: "最大の数",
    segmentsValue: (n) => `${n}個`,
    compactness: "コンパクトさ",
    compactnessNote: "低いと輪郭に沿い、高いとそろった形になります。",
    hiding: "隠し方",
    fill: "隠した所の中身",
    fillTip: "隠したピースの場所に何を描くか。",
    fills: {
      contrastive: "相手の画像",
      others: "ほかの全員の画像",
      grey: "灰色",
      blur: "ぼかした画像",
      mean: "ピースの平均色",
      "picture-mean": "画像の平均色",
      colour: "指定した色",
    },
    fillNote: "「だれではなく」に本当に答えるのは相手の画像だけです。ほかは比較用です。",
    fillStandIn: "相手の画像のないモデルなので、代わりにぼかした画像を使います。",
    colour: "塗る色",
    weighing: "重み付け",
    kernel: "カーネル幅",
    kernelTip: "元の画像に似た試行を、どれだけ重視するか。",
    kernelFlat: "すべて同じ",
    scale: "尺度",
    scaleTip: "重みが何を表すか。相手との差、そのキャラの対数オッズ（+1 でオッズが2.7倍）、または確率です。",
    scales: { difference: "差", "log-odds": "対数オッズ", probability: "確率" },
    effort: "計算量",
    design: "試行の選び方",
    designTip: "どの試行でどのピースを隠すか。",
    designs: {
      hadamard: "釣り合った組",
      bernoulli: "コイン投げ（Python の lime と同じ）",
    },
    evaluations: "最大の回数",
    evaluationsValue: (n) => `${n}回`,
    seed: "シード",
    seedNote: "同じシードなら、どの端末でも同じ結果になります。",
    seedWrong: "0 から 4,294,967,295 までの整数を入れてください。",
    reset: "元に戻す",
    copyLink: "リンクをコピー",
    copied: "リンクをコピーしました。",
    copiedOwn: "リンクをコピーしました。入っているのは設定だけで、あなたの画像は端末に残ります。",
    copyRefused: "ブラウザがコピーを許可しませんでした。リンクはアドレス欄にあります。",
  },

  how: {
    title: "しくみ",
    items: {
      pieces: {
        title: "画像をピースに分ける",
        text: "ピースは、色の似た隣どうしの点をまとめたものです。髪のひと房、片目、空の一部など。画像の上の線が境目です。",
      },
      tries: {
        title: "ピースを差し替えて様子を見る",
        text: "試行のたびに、半分のピースを相手の画像の同じ場所に差し替え、モデルにもう一度答えさせます。何度試しても答えを支えるピースは、そのキャラの根拠として青くなります。相手のほうへ引っ張るピースはオレンジになります。",
      },
      limits: {
        title: "分からないこと",
        text: "色が示すのは、この画像でこのモデルを動かしたものと、その誤差です。モデルの内側のしくみや、答えが正しいかどうかは分かりません。小さな重みは偶然かもしれません。± と、上の一文も読んでください。",
      },
    },
  },
};
