### Messages about the program itself.

notice-text-show-log = Show log

notice-text-dismiss = Dismiss

program-message-closed-unexpectedly = Demarche closed unexpectedly last time. Your work is safe and is restored when you open the project.

program-message-desktop-gone = The desktop ended the connection to Demarche last time. Your work is safe and is restored when you open the project.

program-message-ended-unsaved = Demarche had to close last time before it saved everything. Check whether your last changes are there; the log says what failed.

# Painting it panicked.
program-message-article-not-shown = “{ $name }” cannot be shown: painting it failed, which is an error of Demarche. It was closed; your work is safe. Please report this with the log (Help → Show log)

program-message-not-shown = Painting the window failed, which is an error of Demarche. What was open is closed; your work is safe. Please report this with the log (Help → Show log)

program-message-file-dialog-is-open = A file dialog is open already. Answer or close it first.

program-message-no-log-folder = No folder for the log was found.

# The dialog, with its field and buttons.
path-text-title = Path

path-text-field = Path of a file or folder

path-text-take = Use this path

path-text-replace = Replace the file

# In the field on the start screen while it is empty.
path-text-type-it = Or type its path, then Enter

# Why a path is typed at all.
path-message-no-file-dialog = This system has no file dialog: there is neither a desktop portal for it nor zenity. Install xdg-desktop-portal with a backend such as xdg-desktop-portal-gtk and libdbus-1-3, or zenity; or type or paste the path here.

# Why it cannot be taken.
path-message-empty = Type or paste a path.

path-message-not-there = There is no such file or folder: { $path }

path-message-not-a-folder = This is a file; give a folder: { $path }

path-message-is-a-folder = This is a folder; give a file: { $path }

path-message-no-folder = The folder for it is not there: { $folder }

path-message-exists = There is a file already: { $path }

start-text-program = Demarche

start-text-about = Read articles, mark who demands what and what happened.

start-text-open-folder = Open a folder of articles…

start-text-open-files = Open single files…

start-text-file-left = The file is left as it is. The other articles can be opened.

start-text-no-article = There is no article in this folder

start-text-choose-article = Choose an article from the list.

start-text-import = Import…

start-text-recent-projects = Recent projects

start-message-opening = Opening { $article }…

start-message-drop-or-paste = Or drop or paste into this window a folder, text files (txt, text or md), or web pages, documents, mail and tables to import.

# Where nothing can be dropped.
start-message-paste = Or copy in the file manager a folder, text files (txt, text or md), or web pages, documents, mail and tables to import, and paste them into this window.

start-message-no-article-drop-or-paste = Text files (txt, text or md) that you put into it appear in the list automatically. Web pages, documents, mail and tables are imported: choose them, or drop or paste them here.

start-message-no-article-paste = Text files (txt, text or md) that you put into it appear in the list automatically. Web pages, documents, mail and tables are imported: choose them, or copy them in the file manager and paste them here.
