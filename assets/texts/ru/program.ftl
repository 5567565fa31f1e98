notice-text-show-log = Показать протокол

notice-text-dismiss = Убрать

program-message-closed-unexpectedly = В прошлый раз Demarche неожиданно закрылась. Ваша работа в безопасности и будет восстановлена, когда вы откроете проект.

program-message-desktop-gone = В прошлый раз рабочий стол разорвал соединение с Demarche. Ваша работа в безопасности и будет восстановлена, когда вы откроете проект.

program-message-ended-unsaved = В прошлый раз Demarche пришлось закрыться, прежде чем она всё сохранила. Проверьте, на месте ли ваши последние изменения; протокол сообщает, что не удалось.

program-message-article-not-shown = «{ $name }» не удаётся показать: произошёл сбой рисования, это ошибка Demarche. Статья закрыта; ваша работа в безопасности. Сообщите об этом, приложив протокол (Справка → Показать протокол)

program-message-not-shown = Окно не удалось нарисовать, это ошибка Demarche. Открытое закрыто; ваша работа в безопасности. Сообщите об этом, приложив протокол (Справка → Показать протокол)

program-message-file-dialog-is-open = Диалог файлов уже открыт. Сначала ответьте в нём или закройте его.

program-message-no-log-folder = Папка для протокола не найдена.

path-text-title = Путь

path-text-field = Путь к файлу или папке

path-text-take = Взять этот путь

path-text-replace = Заменить файл

path-text-type-it = Или введите путь, затем Enter

path-message-no-file-dialog = В этой системе нет диалога файлов: ни портала рабочего стола, ни zenity. Установите xdg-desktop-portal с сервером вроде xdg-desktop-portal-gtk и libdbus-1-3 или zenity; либо введите или вставьте путь здесь.

path-message-empty = Введите или вставьте путь.

path-message-not-there = Такого файла или папки нет: { $path }

path-message-not-a-folder = Это файл; укажите папку: { $path }

path-message-is-a-folder = Это папка; укажите файл: { $path }

path-message-no-folder = Папки для него нет: { $folder }

path-message-exists = Такой файл уже есть: { $path }

start-text-program = Demarche

start-text-about = Читайте статьи, отмечайте, кто чего требует и что произошло.

start-text-open-folder = Открыть папку статей…

start-text-open-files = Открыть отдельные файлы…

start-text-file-left = Файл оставлен как есть. Другие статьи можно открыть.

start-text-no-article = В этой папке нет статей

start-text-choose-article = Выберите статью из списка.

start-text-import = Импортировать…

start-text-recent-projects = Недавние проекты

start-message-opening = Открытие: { $article }…

start-message-drop-or-paste = Или перетащите либо вставьте в это окно папку, текстовые файлы (txt, text или md) или веб-страницы, документы, почту и таблицы для импорта.

start-message-paste = Или скопируйте в файловом менеджере папку, текстовые файлы (txt, text или md) или веб-страницы, документы, почту и таблицы для импорта и вставьте их в это окно.

start-message-no-article-drop-or-paste = Текстовые файлы (txt, text или md), которые вы в неё поместите, появятся в списке автоматически. Веб-страницы, документы, почта и таблицы импортируются: выберите их либо перетащите или вставьте сюда.

start-message-no-article-paste = Текстовые файлы (txt, text или md), которые вы в неё поместите, появятся в списке автоматически. Веб-страницы, документы, почта и таблицы импортируются: выберите их либо скопируйте в файловом менеджере и вставьте сюда.
