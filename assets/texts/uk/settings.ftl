settings-text-title = Налаштування

settings-text-article = Стаття

settings-text-coder = Кодувальник

settings-text-window = Вікно

settings-text-text-size = Розмір тексту

settings-text-points = пунктів

settings-text-line-width = Ширина рядка

settings-text-characters = символів

settings-text-line-height = Інтервал рядків

settings-text-font = Шрифт

settings-text-serif = Із засічками

settings-text-sans = Без засічок

settings-text-coder-id = Код кодувальника

settings-text-language = Мова

settings-text-language-of-system = Системна

settings-text-margin-tags = Мітки на полях

settings-text-margin-tags-hint = Показує поруч із кожним рядком, які анотації на ньому починаються, якщо є місце
