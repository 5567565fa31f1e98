window-text-show-articles = Mostrar artículos
window-text-show-annotations = Mostrar anotaciones
window-text-menu-bar = Menús
window-text-context-menu = Menú contextual
window-text-add-word = Añadir esta palabra a la anotación
window-text-select-to-here = Seleccionar hasta aquí
window-message-title-of-article = { $article } – { $project } – Demarche
window-message-title-of-project = { $project } – Demarche
window-message-graphics = Gráficos
window-message-graphics-hint = Qué dibuja la ventana. Surte efecto en el próximo inicio.
window-message-theme-system = Sistema
window-message-theme-light = Claro
window-message-theme-dark = Oscuro
window-message-theme-high-contrast = Alto contraste
window-message-theme-contrast-light = Alto contraste, claro
window-message-theme-contrast-dark = Alto contraste, oscuro
window-message-renderer-auto = Automático
window-message-renderer-gpu = Tarjeta gráfica
window-message-renderer-software = Procesador
window-message-spoken = Lector de pantalla: anotaciones
window-message-spoken-hint = Qué dice un lector de pantalla cuando el cursor llega a una anotación.
window-message-spoken-full = Etiqueta, entidad, lo que falta
window-message-spoken-short = Solo etiqueta
window-message-spoken-off = Nada
window-message-interface-size = Tamaño de todo
window-message-percent = { $percent } %
window-message-system-text-scale = Tan grande como el texto del sistema
window-message-system-text-scale-hint = Agranda todo lo que hay en la ventana tanto como el escritorio agranda el texto.
window-message-animations = Animaciones
window-message-animations-hint = Fundido de los controles y parpadeo del cursor.
window-message-animations-of-system = Como el sistema
window-message-animations-on = Con animaciones
window-message-animations-off = Sin animaciones
window-message-nothing-pasted = No se pegó nada: el portapapeles no tiene texto ni archivos, o no se puede acceder a él. Copie de nuevo, o escríbalo.
window-message-not-copied = No se copió nada: no se puede acceder al portapapeles del sistema. Copie de nuevo; puede escribir un archivo con Archivo › Exportar o Guardar una copia.
window-message-copied-here-only = Se copió solo para Demarche: no se puede acceder al portapapeles del sistema. Para otros programas, escriba un archivo con Archivo › Exportar o Guardar una copia.
window-message-uses-gpu = dibujo: tarjeta gráfica, porque { $why }
window-message-uses-software = dibujo: procesador, porque { $why }
window-message-starts-again = dibujo: vuelve a empezar con el procesador, porque { $why }
window-message-asked-for = así se pidió
window-message-no-card = este equipo no tiene tarjeta gráfica
window-message-may-have-card = este equipo puede tener una tarjeta gráfica
window-message-remote-display = la pantalla «{ $display }» pertenece a otro equipo
window-message-adapter-is-processor = { $name } dibuja en el procesador
window-message-lost-by-card = la tarjeta gráfica perdió la ventana
window-message-drawing-failed = falló el dibujo de la ventana
window-message-paste-too-long = No se pegó nada: el texto tiene { $chars ->
    [one] { $chars } carácter
    *[other] { $chars } caracteres
    }, y este campo admite como máximo { $limit }.
window-message-field-full = Este campo está lleno: admite como máximo { $limit ->
    [one] { $limit } carácter
    *[other] { $limit } caracteres
    }.
window-message-font-missing = Ninguna fuente instalada tiene las letras de la escritura { $script }, por lo que se muestran recuadros en su lugar. Instale una fuente para ella (en Debian y Ubuntu: apt install { $package }; en otros sistemas: una fuente Noto) y vuelva a iniciar Demarche.
window-message-desktop-ended = el escritorio cortó la conexión: { $why }. Lo que hizo se restaurará cuando vuelva a abrir el proyecto.
window-message-not-opened = no se pudo abrir la ventana: { $why }
window-message-no-display = No hay pantalla: ni DISPLAY ni WAYLAND_DISPLAY están definidas. Inícielo desde una sesión de escritorio; «demarche check», «export» y «stats» funcionan sin ella.
window-message-no-server = Ninguna pantalla responde en { $display } (DISPLAY). Compruebe que está ahí y que usted puede usarla; «demarche check», «export» y «stats» funcionan sin ella.
window-message-lacks-libraries = En X11 la ventana necesita libxkbcommon-x11-0, libx11-xcb1, libxcursor1 y libxi6 (en Debian: instálelos con apt install).
window-message-lacks-keyboard-library = La ventana necesita libxkbcommon0 y, en X11, también libxkbcommon-x11-0 (en Debian: instálelos con apt install).
window-message-lacks-wayland-library = En Wayland la ventana necesita libwayland-client0 (en Debian: instálelo con apt install).
window-message-lacks-driver = Inícielo con «--renderer software», que no necesita tarjeta gráfica; o instale su controlador: Vulkan (en Debian: mesa-vulkan-drivers) u OpenGL (libgl1, libegl1).
window-message-works-without = «demarche check», «export» y «stats» funcionan sin ventana.
window-message-keys-in-panels = En los paneles, las teclas de letras no etiquetan · Flechas: mover · Enter: actuar · Esc: volver al texto
