notice-text-show-log = Показати протокол

notice-text-dismiss = Прибрати

program-message-closed-unexpectedly = Минулого разу Demarche несподівано закрилася. Ваша робота в безпеці та буде відновлена, коли ви відкриєте проєкт.

program-message-desktop-gone = Минулого разу стільниця розірвала з’єднання з Demarche. Ваша робота в безпеці та буде відновлена, коли ви відкриєте проєкт.

program-message-ended-unsaved = Минулого разу Demarche довелося закритися, перш ніж вона все зберегла. Перевірте, чи є ваші останні зміни; протокол повідомляє, що не вдалося.

program-message-article-not-shown = «{ $name }» не вдається показати: сталася помилка малювання, це помилка Demarche. Статтю закрито; ваша робота в безпеці. Повідомте про це, додавши протокол (Довідка → Показати протокол)

program-message-not-shown = Вікно не вдалося намалювати, це помилка Demarche. Відкрите закрито; ваша робота в безпеці. Повідомте про це, додавши протокол (Довідка → Показати протокол)

program-message-file-dialog-is-open = Діалог файлів уже відкрито. Спершу дайте відповідь у ньому або закрийте його.

program-message-no-log-folder = Теки для протоколу не знайдено.

path-text-title = Шлях

path-text-field = Шлях до файлу або теки

path-text-take = Узяти цей шлях

path-text-replace = Замінити файл

path-text-type-it = Або введіть шлях, потім Enter

path-message-no-file-dialog = У цій системі немає діалогу файлів: ні порталу стільниці, ні zenity. Установіть xdg-desktop-portal із сервером на зразок xdg-desktop-portal-gtk і libdbus-1-3 або zenity; чи введіть або вставте шлях тут.

path-message-empty = Введіть або вставте шлях.

path-message-not-there = Такого файлу або теки немає: { $path }

path-message-not-a-folder = Це файл; укажіть теку: { $path }

path-message-is-a-folder = Це тека; укажіть файл: { $path }

path-message-no-folder = Теки для нього немає: { $folder }

path-message-exists = Такий файл уже є: { $path }

start-text-program = Demarche

start-text-about = Читайте статті, позначайте, хто чого вимагає і що сталося.

start-text-open-folder = Відкрити теку статей…

start-text-open-files = Відкрити окремі файли…

start-text-file-left = Файл залишено як є. Інші статті можна відкрити.

start-text-no-article = У цій теці немає статей

start-text-choose-article = Виберіть статтю зі списку.

start-text-import = Імпортувати…

start-text-recent-projects = Нещодавні проєкти

start-message-opening = Відкриття: { $article }…

start-message-drop-or-paste = Або перетягніть чи вставте в це вікно теку, текстові файли (txt, text або md) чи вебсторінки, документи, пошту й таблиці для імпорту.

start-message-paste = Або скопіюйте у файловому менеджері теку, текстові файли (txt, text або md) чи вебсторінки, документи, пошту й таблиці для імпорту та вставте їх у це вікно.

start-message-no-article-drop-or-paste = Текстові файли (txt, text або md), які ви покладете до неї, з’являться у списку автоматично. Вебсторінки, документи, пошта й таблиці імпортуються: виберіть їх або перетягніть чи вставте сюди.

start-message-no-article-paste = Текстові файли (txt, text або md), які ви покладете до неї, з’являться у списку автоматично. Вебсторінки, документи, пошта й таблиці імпортуються: виберіть їх або скопіюйте у файловому менеджері та вставте сюди.
