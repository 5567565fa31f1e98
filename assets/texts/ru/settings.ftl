settings-text-title = Настройки

settings-text-article = Статья

settings-text-coder = Кодировщик

settings-text-window = Окно

settings-text-text-size = Размер текста

settings-text-points = пунктов

settings-text-line-width = Ширина строки

settings-text-characters = символов

settings-text-line-height = Интервал строк

settings-text-font = Шрифт

settings-text-serif = С засечками

settings-text-sans = Без засечек

settings-text-coder-id = Код кодировщика

settings-text-language = Язык

settings-text-language-of-system = Системный

settings-text-margin-tags = Метки на полях

settings-text-margin-tags-hint = Показывает рядом с каждой строкой, какие аннотации на ней начинаются, если есть место
