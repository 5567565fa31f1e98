window-text-show-articles = Показать статьи

window-text-show-annotations = Показать аннотации

window-text-menu-bar = Меню

window-text-context-menu = Контекстное меню

window-text-add-word = Добавить это слово к аннотации

window-text-select-to-here = Выделить досюда

window-message-title-of-article = { $article } – { $project } – Demarche

window-message-title-of-project = { $project } – Demarche

window-message-graphics = Графика

window-message-graphics-hint = Что рисует окно. Действует со следующего запуска.

window-message-theme-system = Системная

window-message-theme-light = Светлая

window-message-theme-dark = Тёмная

window-message-theme-high-contrast = Высококонтрастная

window-message-theme-contrast-light = Высококонтрастная, светлая

window-message-theme-contrast-dark = Высококонтрастная, тёмная

window-message-renderer-auto = Автоматически

window-message-renderer-gpu = Видеокарта

window-message-renderer-software = Процессор

window-message-spoken = Экранный диктор: аннотации

window-message-spoken-hint = Что озвучивает экранный диктор, когда курсор доходит до аннотации.

window-message-spoken-full = Метка, сущность, чего не хватает

window-message-spoken-short = Только метка

window-message-spoken-off = Ничего

window-message-interface-size = Размер всего

window-message-percent = { $percent } %

window-message-system-text-scale = Как текст системы

window-message-system-text-scale-hint = Увеличивает всё в окне настолько, насколько рабочий стол увеличивает текст.

window-message-animations = Анимация

window-message-animations-hint = Плавное появление элементов и мигание курсора.

window-message-animations-of-system = Как в системе

window-message-animations-on = Включена

window-message-animations-off = Выключена

window-message-nothing-pasted = Ничего не вставлено: в буфере обмена нет текста или файлов либо он недоступен. Скопируйте снова или введите текст.

window-message-not-copied = Ничего не скопировано: системный буфер обмена недоступен. Скопируйте снова; файл можно записать через «Файл › Экспортировать набор данных» или «Сохранить копию».

window-message-copied-here-only = Скопировано только для Demarche: системный буфер обмена недоступен. Для других программ запишите файл через «Файл › Экспортировать набор данных» или «Сохранить копию».

window-message-uses-gpu = рисование: видеокарта, так как { $why }

window-message-uses-software = рисование: процессор, так как { $why }

window-message-starts-again = рисование: новый запуск с процессором, так как { $why }

window-message-asked-for = так задано

window-message-no-card = в этом компьютере нет видеокарты

window-message-may-have-card = в этом компьютере может быть видеокарта

window-message-remote-display = дисплей «{ $display }» принадлежит другому компьютеру

window-message-adapter-is-processor = { $name } рисует на процессоре

window-message-lost-by-card = видеокарта потеряла окно

window-message-drawing-failed = не удалось нарисовать окно

window-message-paste-too-long =
    { $chars ->
        [one] Ничего не вставлено: в тексте { $chars } символ, а это поле вмещает не более { $limit }.
        [few] Ничего не вставлено: в тексте { $chars } символа, а это поле вмещает не более { $limit }.
       *[many] Ничего не вставлено: в тексте { $chars } символов, а это поле вмещает не более { $limit }.
    }

window-message-field-full =
    Это поле заполнено: оно вмещает не более { $limit ->
        [one] { $limit } символа
        [few] { $limit } символов
       *[many] { $limit } символов
    }.

window-message-font-missing = Ни в одном установленном шрифте нет букв письменности { $script }, поэтому вместо них стоят прямоугольники. Установите нужный шрифт (в Debian и Ubuntu: apt install { $package }; в других системах: шрифт Noto), затем снова запустите Demarche.

window-message-desktop-ended = рабочий стол разорвал соединение: { $why }. Ваша работа будет восстановлена, когда вы снова откроете проект.

window-message-not-opened = окно не удалось открыть: { $why }

window-message-no-display = Дисплея нет: не задано ни DISPLAY, ни WAYLAND_DISPLAY. Запускайте программу из сеанса рабочего стола; «demarche check», «export» и «stats» работают без дисплея.

window-message-no-server = На { $display } (DISPLAY) ни один дисплей не отвечает. Проверьте, есть ли он и можно ли им пользоваться; «demarche check», «export» и «stats» работают без него.

window-message-lacks-libraries = Под X11 окну нужны libxkbcommon-x11-0, libx11-xcb1, libxcursor1 и libxi6 (в Debian: apt install с этими названиями).

window-message-lacks-keyboard-library = Окну нужна libxkbcommon0, а под X11 ещё и libxkbcommon-x11-0 (в Debian: apt install с этими названиями).

window-message-lacks-wayland-library = Под Wayland окну нужна libwayland-client0 (в Debian: apt install с этим названием).

window-message-lacks-driver = Запустите с «--renderer software», тогда видеокарта не нужна; или установите её драйвер: Vulkan (в Debian: mesa-vulkan-drivers) либо OpenGL (libgl1, libegl1).

window-message-works-without = «demarche check», «export» и «stats» работают без окна.

window-message-keys-in-panels = В панелях клавиши букв не помечают · Стрелки: переход · Enter: действие · Esc: назад к тексту
