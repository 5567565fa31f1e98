window-text-show-articles = Показати статті

window-text-show-annotations = Показати анотації

window-text-menu-bar = Меню

window-text-context-menu = Контекстне меню

window-text-add-word = Додати це слово до анотації

window-text-select-to-here = Виділити досюди

window-message-title-of-article = { $article } – { $project } – Demarche

window-message-title-of-project = { $project } – Demarche

window-message-graphics = Графіка

window-message-graphics-hint = Що малює вікно. Діє з наступного запуску.

window-message-theme-system = Системна

window-message-theme-light = Світла

window-message-theme-dark = Темна

window-message-theme-high-contrast = Висококонтрастна

window-message-theme-contrast-light = Висококонтрастна, світла

window-message-theme-contrast-dark = Висококонтрастна, темна

window-message-renderer-auto = Автоматично

window-message-renderer-gpu = Відеокарта

window-message-renderer-software = Процесор

window-message-spoken = Зчитувач екрана: анотації

window-message-spoken-hint = Що озвучує зчитувач екрана, коли курсор доходить до анотації.

window-message-spoken-full = Мітка, сутність, чого бракує

window-message-spoken-short = Лише мітка

window-message-spoken-off = Нічого

window-message-interface-size = Розмір усього

window-message-percent = { $percent } %

window-message-system-text-scale = Як текст системи

window-message-system-text-scale-hint = Збільшує все у вікні настільки, наскільки стільниця збільшує текст.

window-message-animations = Анімація

window-message-animations-hint = Плавна поява елементів і миготіння курсора.

window-message-animations-of-system = Як у системі

window-message-animations-on = Увімкнено

window-message-animations-off = Вимкнено

window-message-nothing-pasted = Нічого не вставлено: у буфері обміну немає тексту чи файлів, або він недоступний. Скопіюйте знову або введіть текст.

window-message-not-copied = Нічого не скопійовано: системний буфер обміну недоступний. Скопіюйте знову; файл можна записати через «Файл › Експортувати набір даних» або «Зберегти копію».

window-message-copied-here-only = Скопійовано лише для Demarche: системний буфер обміну недоступний. Для інших програм запишіть файл через «Файл › Експортувати набір даних» або «Зберегти копію».

window-message-uses-gpu = малювання: відеокарта, бо { $why }

window-message-uses-software = малювання: процесор, бо { $why }

window-message-starts-again = малювання: новий запуск із процесором, бо { $why }

window-message-asked-for = так задано

window-message-no-card = у цьому комп’ютері немає відеокарти

window-message-may-have-card = у цьому комп’ютері може бути відеокарта

window-message-remote-display = дисплей «{ $display }» належить іншому комп’ютеру

window-message-adapter-is-processor = { $name } малює на процесорі

window-message-lost-by-card = відеокарта втратила вікно

window-message-drawing-failed = не вдалося намалювати вікно

window-message-paste-too-long =
    { $chars ->
        [one] Нічого не вставлено: текст має { $chars } символ, а це поле вміщує щонайбільше { $limit }.
        [few] Нічого не вставлено: текст має { $chars } символи, а це поле вміщує щонайбільше { $limit }.
       *[many] Нічого не вставлено: текст має { $chars } символів, а це поле вміщує щонайбільше { $limit }.
    }

window-message-field-full =
    Це поле заповнене: воно вміщує щонайбільше { $limit ->
        [one] { $limit } символ
        [few] { $limit } символи
       *[many] { $limit } символів
    }.

window-message-font-missing = Жоден установлений шрифт не має літер писемності { $script }, тому замість них стоять прямокутники. Установіть потрібний шрифт (у Debian та Ubuntu: apt install { $package }; деінде: шрифт Noto), потім знову запустіть Demarche.

window-message-desktop-ended = стільниця розірвала з’єднання: { $why }. Вашу роботу буде відновлено, коли ви знову відкриєте проєкт.

window-message-not-opened = вікно не вдалося відкрити: { $why }

window-message-no-display = Дисплея немає: не задано ні DISPLAY, ні WAYLAND_DISPLAY. Запускайте програму із сеансу стільниці; «demarche check», «export» і «stats» працюють без дисплея.

window-message-no-server = На { $display } (DISPLAY) жоден дисплей не відповідає. Перевірте, чи він є та чи можна ним користуватися; «demarche check», «export» і «stats» працюють без нього.

window-message-lacks-libraries = Під X11 вікну потрібні libxkbcommon-x11-0, libx11-xcb1, libxcursor1 та libxi6 (у Debian: apt install із цими назвами).

window-message-lacks-keyboard-library = Вікну потрібна libxkbcommon0, а під X11 ще й libxkbcommon-x11-0 (у Debian: apt install із цими назвами).

window-message-lacks-wayland-library = Під Wayland вікну потрібна libwayland-client0 (у Debian: apt install із цією назвою).

window-message-lacks-driver = Запустіть із «--renderer software», тоді відеокарта не потрібна; або встановіть її драйвер: Vulkan (у Debian: mesa-vulkan-drivers) чи OpenGL (libgl1, libegl1).

window-message-works-without = «demarche check», «export» і «stats» працюють без вікна.

window-message-keys-in-panels = У панелях клавіші літер не позначають · Стрілки: перехід · Enter: дія · Esc: назад до тексту
