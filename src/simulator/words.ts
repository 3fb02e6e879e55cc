/** Words from which titles and names are made. All lists are frozen; order is part of a seed's world. */
const list = (text: string): readonly string[] => Object.freeze(text.trim().split(/\s+/));

export const ADJECTIVES =
  list(`Silent Broken Golden Crimson Hidden Last First Distant Frozen Burning
  Empty Endless Forgotten Quiet Restless Savage Secret Strange Sudden Tender Velvet Wicked Wild
  Bitter Bright Careless Clever Cold Crooked Dark Deep Drunken Early Electric Fearless Final
  Gentle Glass Hollow Honest Hungry Idle Iron Lonely Long Lost Lucky Midnight Modern Narrow
  Northern Paper Perfect Pale Proud Quick Ragged Rising Rusty Sacred Scarlet Second Seventh
  Shallow Sleeping Southern Stolen Stubborn Sunken Twisted Unknown Useless Vanishing Violet
  Wandering Weary White Winter Wooden Young`);

export const NOUNS =
  list(`Harbour Garden River Lantern Mountain Orchard Station Mirror Letter Bridge
  Island Tower Window Carnival Detective Stranger Sailor Teacher Dancer Soldier Gambler Pilot
  Thief Widow Brother Sister Daughter Father Mother Neighbour Guest Witness Engine Machine Satellite
  Signal Planet Comet Horizon Desert Forest Ocean Storm Thunder Winter Summer Autumn Morning
  Evening Shadow Whisper Promise Secret Confession Bargain Wager Journey Pilgrim Wolf Raven
  Sparrow Tiger Horse Dragon Serpent Monkey Kingdom Empire Republic Village Castle Cathedral
  Hotel Railway Highway Market Factory Theatre Orchestra Melody Waltz Song Silence Crown Sword
  Shield Arrow Bullet Diamond Emerald Candle Ember Ashes Feather Umbrella Suitcase Typewriter
  Clockmaker Lighthouse Submarine Avalanche Eclipse Labyrinth Masquerade Reunion Inheritance
  Alibi Verdict Ransom Heist Kitchen Bakery Schoolyard Laboratory Observatory Archive`);

export const PLACES = list(`Avalon Lisbon Havana Trieste Oslo Nairobi Kyoto Dakota Bristol Odessa
  Valencia Calgary Tangier Lyon Bergen Manila Savannah Porto Cusco Riga Adelaide Marseille Cork
  Memphis Tampico Samarkand Antwerp Galway Montana Zanzibar`);

export const GIVEN_NAMES =
  list(`Ada Bruno Clara Dario Elsa Felix Greta Hugo Ines Jonas Klara Leo Mara
  Nils Olga Pablo Rosa Samir Tilda Ugo Vera Walter Xenia Yusuf Zelda Amelie Noor Kenji Priya
  Thabo Wanda Oscar Lucia Marek Sofia Anton Edith Irving Joan Malik`);

export const FAMILY_NAMES = list(`Abbott Bellini Castellan Duarte Eklund Farrow Grimaldi Holloway
  Ivanov Jansen Kowal Lindqvist Moreau Nakata Okafor Petrov Quill Rosetti Sandoval Tanaka Ulrich
  Varga Whitlock Yamada Zeller Ashdown Brandt Corvino Delacroix Egerton`);

/** Title words of languages whose titles are sometimes kept in the original. */
export const FOREIGN_WORDS: Readonly<Record<string, readonly string[]>> = Object.freeze({
  fr: list(
    `L'été Père Été Château Mémoire Forêt Garçon Fenêtre Noël Dernière Aînée École Rêve Île`,
  ),
  de: list(
    `Mädchen Brücke Straße Frühling Schlüssel Wälder Träume Häuser Grüße Königin Nächte Tür`,
  ),
  es: list(`Corazón Niño Mañana Jardín Canción Ladrón Sueño Adiós Balcón Último Año Pasión Señora`),
  it: list(`Città Verità Libertà Perché Felicità Caffè Gioventù Lunedì Papà Eredità Più Metà`),
  sv: list(`Älska Sjö Ö Vår Människa Nätter Höst Bröder Längtan Mörker Hjärta Systrar`),
  el: list(`Θάλασσα Ξύλο Νύχτα Δρόμος Άνοιξη Αγάπη Σπίτι Ουρανός`),
  ru: list(`Река Зима Дорога Город Письмо Ночь Берег Сестра`),
  ja: list(`夜の川 春の手紙 遠い町 静かな海 最後の駅 花の影`),
});
