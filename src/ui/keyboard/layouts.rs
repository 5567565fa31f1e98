//! Ten keyboard layouts for tests, and their keys as the window toolkit reports them.
//!
//! The characters are those of the X keyboard database (xkeyboard-config, MIT licence): `us`, `gb`, `de`,
//! `fr`, `us(dvorak)`, `ru`, `ua`, `gr`, `il` and `ara`.

use egui::{Event, Key, Modifiers};

/// What the keys of a layout type: by level (plain, Shift, AltGr), and by row in the order of [`PLACES`].
/// `◌` is a dead key, `·` types nothing that matters here.
pub struct Layout {
    pub name: &'static str,
    levels: [[&'static str; 4]; 3],
}

/// The places of the keys, by the character that a US keyboard has there; `<` is the key beside the left
/// Shift, which only other keyboards have.
const PLACES: [&str; 4] = [
    "`1234567890-=",
    "qwertyuiop[]",
    "asdfghjkl;'\\",
    "zxcvbnm,./<",
];

/// Signs of the keypad, which are the same everywhere.
const KEYPAD: &str = "+-";

const DEAD: char = '◌';
const NOTHING: char = '·';

/// What is held while a key is pressed, which chooses the character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Plain,
    Shift,
    AltGr,
}

impl Level {
    pub const ALL: [Self; 3] = [Self::Plain, Self::Shift, Self::AltGr];
}

/// A key of a layout.
#[derive(Clone, Copy, Debug)]
pub struct LayoutKey {
    pub place: Key,
    pub level: Level,
    /// What it types; `None` is a dead key.
    pub character: Option<char>,
}

impl Layout {
    /// Its keys on all levels.
    pub fn keys(&self) -> Vec<LayoutKey> {
        let mut keys = Vec::new();
        for (level, rows) in Level::ALL.into_iter().zip(self.levels) {
            let places = PLACES.iter().flat_map(|row| row.chars());
            let characters = rows.iter().flat_map(|row| row.chars());
            for (place, character) in places.zip(characters) {
                if character != NOTHING {
                    keys.push(LayoutKey {
                        place: place_of(place),
                        level,
                        character: (character != DEAD).then_some(character),
                    });
                }
            }
        }
        keys.extend(KEYPAD.chars().map(|sign| LayoutKey {
            place: place_of(sign),
            level: Level::Plain,
            character: Some(sign),
        }));
        keys
    }

    /// The first key that types a character.
    pub fn key(&self, character: char) -> LayoutKey {
        let mut keys = self.keys().into_iter();
        let key = keys.find(|key| key.character == Some(character));
        key.unwrap_or_else(|| panic!("{} has {character}", self.name))
    }

    /// The key at a place.
    pub fn at(&self, place: Key, level: Level) -> LayoutKey {
        let mut keys = self.keys().into_iter();
        let key = keys.find(|key| key.place == place && key.level == level);
        key.unwrap_or_else(|| panic!("{} has {place:?}", self.name))
    }
}

impl LayoutKey {
    /// The events of a press while `held` is held besides what the level needs.
    pub fn press(&self, held: Modifiers) -> Vec<Event> {
        let shift = self.level == Level::Shift || held.shift;
        let modifiers = Modifiers { shift, ..held };
        let event = |key: Key, place: Key, pressed: bool| Event::Key {
            key,
            physical_key: Some(place),
            pressed,
            repeat: false,
            modifiers,
        };
        let named = self.character.and_then(|c| Key::from_name(&c.to_string()));
        let mut events = Vec::new();
        if self.level == Level::AltGr {
            events.push(event(Key::AltRight, Key::AltRight, true));
        }
        events.push(event(named.unwrap_or(self.place), self.place, true));
        if let Some(character) = self.character.filter(|_| !held.command && !held.ctrl) {
            events.push(Event::Text(character.to_string()));
        }
        events.push(event(named.unwrap_or(self.place), self.place, false));
        if self.level == Level::AltGr {
            events.push(event(Key::AltRight, Key::AltRight, false));
        }
        events
    }
}

fn place_of(sign: char) -> Key {
    match sign {
        '<' => Key::IntlBackslash,
        sign => Key::from_name(&sign.to_string()).expect("egui names it"),
    }
}

/// The layout of this name.
pub fn layout(name: &str) -> &'static Layout {
    let mut layouts = LAYOUTS.iter();
    let found = layouts.find(|layout| layout.name == name);
    found.unwrap_or_else(|| panic!("there is a layout {name}"))
}

pub const LAYOUTS: [Layout; 10] = [
    Layout {
        name: "US",
        levels: [
            [
                "`1234567890-=",
                "qwertyuiop[]",
                "asdfghjkl;'\\",
                "zxcvbnm,./<",
            ],
            [
                "~!@#$%^&*()_+",
                "QWERTYUIOP{}",
                "ASDFGHJKL:\"|",
                "ZXCVBNM<>?>",
            ],
            [
                "·············",
                "············",
                "············",
                "··········|",
            ],
        ],
    },
    Layout {
        name: "UK",
        levels: [
            [
                "`1234567890-=",
                "qwertyuiop[]",
                "asdfghjkl;'#",
                "zxcvbnm,./\\",
            ],
            [
                "¬!\"£$%^&*()_+",
                "QWERTYUIOP{}",
                "ASDFGHJKL:@~",
                "ZXCVBNM<>?|",
            ],
            [
                "|¹²³€½¾{[]}\\◌",
                "@ſe¶ŧ←↓→øþ◌◌",
                "æßðđŋħ◌ĸł◌◌◌",
                "«»¢„“”µ•·◌|",
            ],
        ],
    },
    Layout {
        name: "German",
        levels: [
            [
                "◌1234567890ß◌",
                "qwertzuiopü+",
                "asdfghjklöä#",
                "yxcvbnm,.-<",
            ],
            [
                "°!\"§$%&/()=?◌",
                "QWERTZUIOPÜ*",
                "ASDFGHJKLÖÄ'",
                "YXCVBNM;:_>",
            ],
            [
                "′¹²³¼½¬{[]}\\◌",
                "@ſ€¶ŧ←↓→øþ◌~",
                "æſðđŋħ◌ĸł◌◌’",
                "»«¢„“”µ·…–|",
            ],
        ],
    },
    Layout {
        name: "French",
        levels: [
            [
                "²&é\"'(-è_çà)=",
                "azertyuiop◌$",
                "qsdfghjklmù*",
                "wxcvbn,;:!<",
            ],
            [
                "~1234567890°+",
                "AZERTYUIOP◌£",
                "QSDFGHJKLM%µ",
                "WXCVBN?./§>",
            ],
            [
                "¬¹~#{[|`\\^@]}",
                "æ«€¶ŧ←↓→øþ◌¤",
                "@ßðđŋħ◌ĸłµ◌◌",
                "ł»¢„“”◌•·◌|",
            ],
        ],
    },
    Layout {
        name: "Dvorak",
        levels: [
            [
                "`1234567890[]",
                "',.pyfgcrl/=",
                "aoeuidhtns-\\",
                ";qjkxbmwvz<",
            ],
            [
                "~!@#$%^&*(){}",
                "\"<>PYFGCRL?+",
                "AOEUIDHTNS_|",
                ":QJKXBMWVZ>",
            ],
            [
                "◌·····◌··◌··◌",
                "◌◌◌·········",
                "············",
                "◌·········|",
            ],
        ],
    },
    Layout {
        name: "Russian",
        levels: [
            [
                "ё1234567890-=",
                "йцукенгшщзхъ",
                "фывапролджэ\\",
                "ячсмитьбю./",
            ],
            [
                "Ё!\"№;%:?*()_+",
                "ЙЦУКЕНГШЩЗХЪ",
                "ФЫВАПРОЛДЖЭ/",
                "ЯЧСМИТЬБЮ,|",
            ],
            [
                "········₽····",
                "············",
                "············",
                "··········|",
            ],
        ],
    },
    Layout {
        name: "Ukrainian",
        levels: [
            [
                "'1234567890-=",
                "йцукенгшщзхї",
                "фівапролджєґ",
                "ячсмитьбю./",
            ],
            [
                "ʼ!\"№;%:?*()_+",
                "ЙЦУКЕНГШЩЗХЇ",
                "ФІВАПРОЛДЖЄҐ",
                "ЯЧСМИТЬБЮ,|",
            ],
            [
                "\u{301}¹²§$°<>•[]—≠",
                "јџў®ёњ·····ъ",
                "·ы·····љђ·э\\",
                "·ћ©··™·«»/|",
            ],
        ],
    },
    Layout {
        name: "Greek",
        levels: [
            [
                "`1234567890-=",
                ";ςερτυθιοπ[]",
                "ασδφγηξκλ◌'\\",
                "ζχψωβνμ,./«",
            ],
            [
                "~!@#$%^&*()_+",
                ":ΣΕΡΤΥΘΙΟΠ{}",
                "ΑΣΔΦΓΗΞΚΛ◌\"|",
                "ΖΧΨΩΒΝΜ<>?»",
            ],
            [
                "··½£¼€ϰϗ₯·°±·",
                "·ϛ€®·ϒϑͻ·ϡ◌◌",
                "··↓ϕϝ·ͼϟϲ◌◌·",
                "ͽ→©ϖϐʹϻ«»·|",
            ],
        ],
    },
    Layout {
        name: "Hebrew",
        levels: [
            [
                ";1234567890-=",
                "/'קראטוןםפ][",
                "שדגכעיחלךף,\\",
                "זסבהנמצתץ.<",
            ],
            [
                "~!@#$%^&*)(_+",
                "QWERTYUIOP}{",
                "ASDFGHJKL:\"|",
                "ZXCVBNM><?>",
            ],
            [
                "׳··€₪°\u{5AB}\u{5BD}×\u{200E}\u{200F}־–",
                "\u{5C2}\u{5C1}\u{5B8}\u{5B3}·װ\u{5B9}··\u{5B7}\u{5B2}\u{5BF}",
                "\u{5B0}\u{5BC}··ױײ\u{5B4}·”„״\u{5BB}",
                "·\u{5B6}\u{5B1}···\u{5B5}’‚÷|",
            ],
        ],
    },
    Layout {
        name: "Arabic",
        levels: [
            [
                "ذ1234567890-=",
                "ضصثقفغعهخحجد",
                "شسيبلاتنمكط\\",
                "ئءؤرﻻىةوزظ|",
            ],
            [
                "\u{651}!@#$%^&*)(_+",
                "\u{64E}\u{64B}\u{64F}\u{64C}ﻹإ`÷×؛<>",
                "\u{650}\u{64D}][ﻷأـ،/:\"…",
                "~\u{652}}{ﻵآ',.؟¦",
            ],
            [
                "٪١٢٣٤٥٦٧٨٩٠–≠",
                "····ڤ·····چ·",
                "···پ·ٱ·٫·گ⟩⟨",
                "»«···\u{670}·٬ژ٭|",
            ],
        ],
    },
];
