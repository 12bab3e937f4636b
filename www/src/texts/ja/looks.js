/** 日本語: what the gallery's drawings look like, by what it is about and the name that the artist gives it. */

/** @type {Record<string, string>} */
const HAIR_COLOURS = {
  ink: "墨色",
  chestnut: "栗色",
  hazel: "はしばみ色",
  gold: "金色",
  cream: "クリーム色",
  silver: "銀色",
  ash: "灰色",
  sakura: "桜色",
  azalea: "つつじ色",
  crimson: "深紅",
  persimmon: "柿色",
  mint: "ミント色",
  pine: "松葉色",
  lagoon: "青緑",
  sky: "空色",
  cobalt: "コバルト色",
  wisteria: "藤色",
  plum: "紫",
};

/** @type {Record<string, string>} */
const EYE_COLOURS = {
  blue: "青",
  green: "緑",
  brown: "茶色",
  violet: "すみれ色",
  red: "赤",
  amber: "琥珀色",
  aqua: "水色",
  grey: "灰色",
  rose: "ばら色",
};

/** @type {Record<string, string>} */
const BACK_HAIR = {
  long: "ロング",
  wavy: "ウェーブ",
  bob: "ボブ",
  "twin tails": "ツインテール",
  ponytail: "ポニーテール",
  "two buns": "お団子ふたつ",
  "twin braids": "おさげ三つ編み",
  short: "ショート",
  "drill curls": "縦ロール",
  "side tail": "サイドテール",
  "flipped ends": "外ハネ",
};

/** @type {Record<string, string>} */
const FRONT_HAIR = {
  "blunt fringe": "ぱっつん",
  "centre part": "センター分け",
  "side-swept": "横流し",
  spiky: "ツンツン",
  "centre lock": "中央のひと房",
  curtain: "カーテン",
  "over one eye": "片目隠れ",
  choppy: "ギザギザ",
  "slicked back": "オールバック",
  wispy: "すかし前髪",
};

/** @type {Record<string, string>} */
const EYE_SHAPES = { round: "丸目", sharp: "つり目", droopy: "たれ目", calm: "おだやかな目" };

/** @type {Record<string, string>} */
const OUTFITS = {
  "sailor uniform": "セーラー服",
  blazer: "ブレザー",
  hoodie: "パーカー",
  kimono: "着物",
  armour: "鎧",
  cape: "ケープ",
  "frilled dress": "フリルの服",
  "shirt and vest": "シャツとベスト",
  turtleneck: "タートルネック",
  "bomber jacket": "ブルゾン",
  "T-shirt": "Tシャツ",
  overalls: "オーバーオール",
};

/** @type {Record<string, string>} */
const ACCESSORIES = {
  none: "なし",
  ribbon: "リボン",
  "cat ears": "猫耳",
  glasses: "めがね",
  hairpins: "ヘアピン",
  hairband: "カチューシャ",
  "witch hat": "魔女の帽子",
  horns: "角",
  flower: "花",
  headphones: "ヘッドホン",
  scarf: "マフラー",
  beret: "ベレー帽",
  tiara: "ティアラ",
  "fox mask": "狐面",
  halo: "天使の輪",
};

/** By what the artist calls a trait. @type {Record<string, Record<string, string>>} */
export const looks = {
  hair: HAIR_COLOURS,
  back: BACK_HAIR,
  front: FRONT_HAIR,
  dye: {
    "one colour": "一色",
    "faded tips": "毛先のグラデーション",
    "inner colour": "インナーカラー",
    streak: "メッシュ",
  },
  eyes: EYE_COLOURS,
  "eye-shape": EYE_SHAPES,
  skin: {
    porcelain: "白磁の肌",
    fair: "色白の肌",
    warm: "暖色の肌",
    tan: "日焼けした肌",
    brown: "褐色の肌",
    deep: "濃い褐色の肌",
  },
  ears: { human: "人の耳", elf: "エルフ耳" },
  mark: {
    none: "なし",
    "mole under the eye": "泣きぼくろ",
    "mole by the mouth": "口元のほくろ",
    freckles: "そばかす",
    scar: "傷あと",
    plaster: "ばんそうこう",
  },
  outfit: OUTFITS,
  accessory: ACCESSORIES,
};

/** By what the editor calls a trait. @type {Record<string, Record<string, string>>} */
export const choices = {
  hairColour: HAIR_COLOURS,
  eyeColour: EYE_COLOURS,
  hair: BACK_HAIR,
  fringe: FRONT_HAIR,
  eyes: EYE_SHAPES,
  outfit: OUTFITS,
  accessory: ACCESSORIES,
  expression: {
    calm: "おだやか",
    joy: "喜び",
    delight: "大喜び",
    surprise: "驚き",
    anger: "怒り",
    sorrow: "悲しみ",
    mischief: "いたずら顔",
    shyness: "照れ",
    peace: "やすらぎ",
  },
  background: {
    plain: "無地",
    sky: "空",
    snow: "雪",
    forest: "森",
    city: "街",
    beach: "浜辺",
    classroom: "教室",
    sunset: "夕焼け",
    night: "夜",
    festival: "お祭り",
    "cherry trees": "桜並木",
    rain: "雨",
    library: "図書館",
    halftone: "トーン",
    "speed lines": "集中線",
    pattern: "模様",
    underwater: "水中",
  },
};
