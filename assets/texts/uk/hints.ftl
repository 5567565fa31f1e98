hint-message-import-articles = Покладіть текстові файли до теки або імпортуйте статті

hint-message-choose-article = Виберіть статтю зі списку

hint-message-choose-another = Виберіть іншу статтю: цю не вдається показати

hint-message-answer-link = Натисніть літеру або клацніть · Esc: не зв’язувати

hint-message-decide-difference = Натисніть номер кодувальника або клацніть версію · N: далі

hint-message-leave-finder = Esc: назад до тексту

hint-message-tick-hits = Space: відмітити · клавіша мітки: анотувати цей збіг

hint-message-annotate-ticked = клавіша мітки: анотувати { $ticked }

hint-message-tag-selection = Клавіша мітки: позначити виділене

hint-message-answer-move = { $accept }: прийняти нове місце · { $reject }: відхилити

hint-message-fill-in = { $key }: заповнити обов’язкове

hint-message-go-on = { $next }: наступна анотація · { $link }: додати зв’язок

hint-message-review-moves = { $key }: наступна анотація на перевірку

hint-message-next-unfinished = Готово · { $key }: наступна незавершена стаття

hint-message-export = Усе готово · { $key }: експорт

hint-message-select = Виділіть слова, щоб позначити їх · { $key }: готово, наступна стаття
