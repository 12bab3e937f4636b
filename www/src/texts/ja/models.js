/** 日本語: which model is in use, and bringing one. @import { Texts } from "../text.js" */

/** @type {Texts["models"]} */
export const models = {
  model: "モデル",
  gallery: "ギャラリー",
  galleryNote: (n) => `${n}人のキャラ、このページに付属`,
  taughtNote: (n) => `あなたが教えた${n}人のキャラ`,
  foreignNote: (n) => `あなたのファイルの${n}クラス`,
  choose: "モデルを選ぶ",
  bring: "モデルを持ち込む（ONNX）",
  loading: (name) => `${name}を読み込んでいます`,
  cancel: "中止",
  notKept: (name) => `ブラウザに${name}を保存する場所がありません。ページを閉じるまでは使えます。`,
  remove: (name) => `${name}を捨てる`,
  removed: (name) => `${name}を捨てました。`,
  undo: "元に戻す",
  nowInUse: (name) => `${name}に切り替えました。`,

  title: "モデルを持ち込む",
  notAModel: "名前が .onnx で終わるファイルを選んでください。",
  reading: (name) => `${name}を調べています。大きいと時間がかかります。`,
  unreadable: "ブラウザがこのファイルを読めませんでした。移動したか、大きすぎるのかもしれません。",
  tooLarge: (found, most) => `このファイルは ${found} MB あります。使えるモデルは ${most} MB までです。`,
  facts: ({ width, height, isSizeOpen, batch, classes, kind, embedding }) =>
    [
      `${width} × ${height} の画像を受け取り${isSizeOpen ? "（ファイルには指定なし）" : ""}${
        batch !== null && batch > 1 ? `、一度に${batch}枚を処理し` : ""
      }、${classes}クラスを見分けます。`,
      kind === "logits" ? "スコアはここで確率に直します。" : "確率を出力します。",
      embedding > 0
        ? `画像を${embedding}個の数で比べられるので、「似ているキャラ」も使えます。`
        : "画像を比べるための数の並びがないので、「似ているキャラ」はギャラリーのモデルのままです。",
    ].join(""),
  name: "呼び名",
  names: "クラスの名前",
  numbered: (n) => `クラス${n}`,
  noNames:
    "ファイルに名前がありません。テキスト、JSON、CSV で加えられます。なければクラス1、クラス2…と表示します。",
  someNames: (few, n) => `${n}個の名前：${few.join("、")}…`,
  otherNames: (found, wanted) =>
    `${wanted}クラスに対して名前が${found}個あります。正しい一覧ですか？名前のないクラスには番号を付けます。`,
  noLabels: (file) => `${file}に名前が見つかりません。`,
  chooseNames: "名前の一覧を選ぶ",
  pixels: "画素値の渡し方",
  pixelsNote:
    "ファイルに書かれていることはまれです。それぞれの渡し方の下に、あなたの画像に対するモデルの答えを示します。もっともらしいものを選んでください。",
  entries: {
    bytes: "そのまま、0〜255",
    unit: "0〜1",
    signed: "−1〜1",
    imagenet: "ImageNet のモデルと同じ",
    own: "別の平均と幅",
  },
  guess: {
    said: "ファイルの指定",
    inside: "推測：モデルの中で変換しているようです",
    usual: "推測：こうしたファイルではふつうです",
  },
  trying: "…",
  says: (likeliest) => likeliest.join("、"),
  mean: "平均、0〜255（赤、緑、青）",
  deviation: "幅",
  unsound: "それぞれ数をひとつか三つ入れてください。幅は 0 にできません。",
  bgr: "青が先、赤が最後（BGR）",
  pictures: "クラスの画像",
  picturesNote:
    "なくてもかまいません。クラスの名前を付けたフォルダーに画像を分けたフォルダーを選びます。あれば、隠したピースに相手の画像を入れられ、説明を確かめられます。なければ、ぼかすので弱い説明になります。",
  picturesFound: (found, all) => `${all}クラス中${found}クラスの画像があります。`,
  choosePictures: "フォルダーを選ぶ",
  noPictures: "クラスと同じ名前のフォルダーがありません。",
  use: "このモデルを使う",
};
