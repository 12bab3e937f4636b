/** 日本語: teaching own characters. @import { Texts } from "../text.js" */

import { audit } from "./audit.js";

/** @type {Texts["teach"]} */
export const teach = {
  title: "自分のキャラを教える",
  lead: "キャラごとに画像のフォルダーを渡してください。このブラウザの中で、数秒で覚えます。画像はどこにも送られません。",
  refused:
    "このブラウザはこのページのデータを保存しないので、ここでは教えられません。プライベートウィンドウのせいかもしれません。",
  lost: "このページの保存データがブラウザによって削除されました。お手数ですが、もう一度追加してください。",

  pictures: "あなたの画像",
  count: (characters, pictures) => `${characters}人、${pictures}枚`,
  addFolder: "フォルダーを加える",
  addZip: "ZIP を加える",
  addPictures: "画像を加える",
  addHint: "または、フォルダー、ZIP、画像をここにドロップか貼り付け",
  addNote: "フォルダーの中に、キャラの名前を付けたフォルダーをひとつずつ入れます。",
  addCharacter: "キャラを加える",
  newCharacter: "キャラ",
  newProject: "わたしのキャラ",
  nameOf: "キャラの名前",
  addTo: (name) => `${name}の画像を加える`,
  photoOf: (name) => `${name}を撮影する`,
  removeCharacter: (name) => `${name}を取り除く`,
  target: (name) => `貼り付けた画像とドロップした画像は${name}に入ります`,
  number: (n) => `${n}枚`,
  more: (n) => `+${n}`,
  moreOf: (name, n) => `${name}の残り${n}枚を表示`,
  fewer: "少なく表示",
  few: "画像が少なめです。ひとり10枚以上あると、ずっとよくなります。",
  look: (name, n) => `${name}、画像${n}：見る、移す、取り除く`,
  moveTo: "このキャラは",
  remove: "取り除く",
  close: "閉じる",
  undo: "元に戻す",
  removed: (name) => `${name}を取り除きました。`,
  joined: (name) => `どちらも${name}になりました。`,
  deleted: (name) => `${name}を削除しました。`,
  cancelled: "中止しました。ここまでに見た分は残っています。",

  camera: {
    title: (name) => `${name}を撮影`,
    starting: "カメラを準備しています。このページに使わせるか、ブラウザが尋ねることがあります。",
    take: "撮る",
    taken: (n) => `${n}枚撮りました。`,
    done: "終わる",
    refused:
      "ブラウザがこのページにカメラを使わせていません。アドレスバーで許可するか、ファイルを追加してください。",
    none: "カメラが見つからないか、ほかのプログラムが使っています。代わりにファイルを追加してください。",
  },

  left: {
    title: (n) => `${n}個のファイルを除きました`,
    noPicture: "画像ファイルではありません",
    twice: (twin, name) => (name ? `${name}の${twin}と同じ画像です` : `${twin}と同じ画像です`),
    broken: (why) => why,
    zip: (name) =>
      `${name}を最後まで読めません。壊れているかもしれないので、圧縮し直してください。読めた分はここにあります。`,
    forget: "一覧を消す",
    show: "確認する",
  },

  train: {
    title: "教える",
    start: "教える",
    again: "教え直す",
    needs: "キャラがふたり以上、画像がそれぞれ2枚以上必要です。",
    ready: (seconds) => `${seconds}秒で覚えました。`,
    stale: "その後、画像が変わりました。教え直すと反映されます。",
    balanced: "どのキャラも同じ重みで数える",
    balancedNote: "オフのときは、画像の多いキャラほどよく現れるものとみなします。",
    cancel: "中止",
    safe: "閉じても大丈夫です。あとで続きから始まります。",
    left: (seconds) => `あと約${seconds}秒`,
    busy: {
      read: "ファイルを読んでいます",
      look: "画像を見ています",
      grounds: "背景を入れ替えています",
      train: "学習しています",
      curve: "画像を減らして試しています",
      effects: "スイッチの効果を測っています",
      heads: "試す画像なしで学んでいます",
      swap: "人物をほかの背景に置いています",
      explain: "中を見ています",
      file: "ファイルを書いています",
    },
    of: (done, planned) => `${done} / ${planned}`,
  },

  variants: {
    title: "画像を水増しする",
    note: "少し変えた複製からも学びます。スイッチごとに、正解の割合が何ポイント増えるかを測れます。",
    names: {
      mirror: "左右反転",
      turn: "少し回す",
      crop: "一部を切り出す",
      light: "暗く、明るく",
      ground: "背景を入れ替える",
    },
    measure: "スイッチの効果を測る",
    within: "画像1枚分より小さい差や、上の幅に収まる差には意味がありません。",
  },

  models: {
    title: "あなたのモデル",
    inUse: "使用中",
    use: "使う",
    open: "開く",
    fresh: "新しいプロジェクト",
    name: "プロジェクトの名前",
    remove: (name) => `${name}を削除`,
    gallery: (n) => `ギャラリー、${n}人のキャラ`,
    about: (n, isTaught) => `${n}人のキャラ${isTaught ? "" : "、まだ教えていません"}`,
    bring: "モデルかプロジェクトを開く",
    bringNote: "ここで保存した ONNX ファイルか、プロジェクトの ZIP。",
  },

  result: {
    title: "どれくらい当たる？",
    tested: "まだ見せていない画像で試した結果です。",
    testedTip: (folds) => `画像を${folds}組に分け、それぞれの組を、その組なしで学んだモデルに答えさせます。`,
    tap: "数字をタップすると、その画像を見られます。",
    right: (low, high) => `正解。${low}〜${high}の間`,
    five: "上位5人の中に正解",
    pairs: () => "組を取り違え",
    doubts: () => "枚の名前を要確認",
    same: (n) =>
      n === 0 ? "" : `${n}枚は、ほかの画像とほとんど同じです。そうした画像は必ずまとめて試します。`,

    table: "だれをだれと間違えるか",
    tableNote: "行は本当のキャラ、列はモデルの答えです。",
    tableSome: (n) => `取り違えの多い${n}人だけを示します。`,
    tableNone: "だれも取り違えません。",
    cellRight: (name, n, of) => `${name}：${of}枚中${n}枚が正解`,
    cellWrong: (a, b, n) => `${a}を${b}と間違えた：${n}枚`,
    behind: (a, b) => (a === b ? `${a}を正しく見分けた画像` : `${a}を${b}と間違えた画像`),

    mixed: "取り違え",
    mixedNone: "取り違えた組はありません。",
    mixedPair: (a, b) => `${a}と${b}`,
    mixedTimes: (n) => `${n}回`,

    each: "キャラごと",
    character: "キャラ",
    pictures: "画像",
    rightShare: "正解",

    curve: "画像を増やすとよくなる？",
    curveLabel: (points) => `学習曲線：${points}`,
    curvePoint: (share, n) => `ひとり${n}枚で正解${share}`,
    curveAxis: "ひとりあたりの画像",
    curveMake: "調べる",
    curveSays: {
      rising: (gain) =>
        `まだ上がっています。最後の4分の1の画像で${gain}ポイント増えました。増やせばさらによくなります。`,
      flat: "ほとんど上がらなくなりました。同じような画像を増やしても、あまり変わりません。",
      gainer: (name) => `最も伸びるのは${name}です。`,
    },

    sure: (share) => `「確率${share}」は本当に${share}？`,
    sureLabel: "信頼度：モデルの言う確率と、実際に当たる割合",
    says: "モデルの言う確率",
    isRight: "当たった割合",
    sureNote: (error) => `点が線の上にあれば、そのとおりです。平均して${error}ポイントずれています。`,

    check: "名前を確認したい画像",
    checkNote: "これらの画像なしで学んだモデルが、別のキャラだと強く答えています。",
    checkNone: "名前の間違いはなさそうです。",
    looks: (name, chance) => `${name}に見えます、確率${chance}`,
    labelled: (name) => `名前は${name}`,
    move: (name) => `これは${name}`,
    isRightly: (name) => `${name}で合っています`,
  },

  audit,

  share: {
    title: "使う・渡す",
    note: "ONNX ファイルひとつと名前の一覧です。ここでも、ほかの ONNX 対応ツールでも動きます。",
    use: "いますぐ使う",
    used: "使用中です",
    onnx: "ONNX",
    labels: "名前",
    zip: "プロジェクトの ZIP",
    opened: (name) => `${name}を開きました。`,
  },
};
