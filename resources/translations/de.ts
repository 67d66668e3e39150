<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AskPage</name>
    <message>
        <source>Ask (Enter)</source>
        <translation>Fragen (Eingabetaste)</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>What would you like to know?</source>
        <translation>Was möchten Sie wissen?</translation>
    </message>
    <message>
        <source>Every sentence of an answer points at the exact words that support it.</source>
        <translation>Jeder Satz einer Antwort zeigt auf die genauen Worte, die ihn tragen.</translation>
    </message>
    <message>
        <source>Phrasing is off: answers are quotes. A model can be installed on the Models page.</source>
        <translation>Formulieren ist aus: Antworten sind Zitate. Ein Modell lässt sich auf der Seite Modelle installieren.</translation>
    </message>
    <message>
        <source>Phrased by {0}; every sentence is checked against its source.</source>
        <translation>Formuliert von {0}; jeder Satz wird an seiner Quelle geprüft.</translation>
    </message>
    <message>
        <source>Reading the last questions</source>
        <translation>Die letzten Fragen werden gelesen</translation>
    </message>
    <message>
        <source>Answering “{0}”</source>
        <translation>„{0}“ wird beantwortet</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>Anhalten (Esc)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Opening a source</source>
        <translation>Eine Quelle wird geöffnet</translation>
    </message>
    <message>
        <source>Reading a run</source>
        <translation>Ein Lauf wird gelesen</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Ask about your team&apos;s knowledge</source>
        <translation>Fragen Sie nach dem Wissen Ihres Teams</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Open a workspace</source>
        <translation type="unfinished">Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation type="unfinished">Etwas Unerwartetes ist schiefgegangen.</translation>
    </message>
    <message>
        <source>Nothing that was saved is lost. The details below help whoever looks into it.</source>
        <translation>Nichts Gespeichertes ist verloren. Die Einzelheiten unten helfen dem, der nachsieht.</translation>
    </message>
</context>
<context>
    <name>FailuresDialog</name>
    <message>
        <source>Not read in full</source>
        <translation>Nicht vollständig gelesen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Nochmals versuchen</translation>
    </message>
</context>
<context>
    <name>JobsButton</name>
    <message>
        <source>Running jobs</source>
        <translation>Laufende Arbeiten</translation>
    </message>
    <message>
        <source>{0} running</source>
        <translation>{0} laufen</translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation>Nichts läuft</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Filter by title or path</source>
        <translation>Nach Titel oder Pfad filtern</translation>
    </message>
    <message>
        <source>Filter documents</source>
        <translation>Dokumente filtern</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>All labels</source>
        <translation>Alle Stufen</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>Dokumente hinzufügen</translation>
    </message>
    <message>
        <source>Folder …</source>
        <translation>Ordner …</translation>
    </message>
    <message>
        <source>Files …</source>
        <translation>Dateien …</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>Drop a folder here, or choose one. Its documents are read, and followed when they change.</source>
        <translation>Legen Sie einen Ordner hier ab oder wählen Sie einen. Seine Dokumente werden gelesen und bei Änderungen verfolgt.</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Einen Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Reading the library</source>
        <translation>Die Bibliothek wird gelesen</translation>
    </message>
    <message>
        <source>{0} documents</source>
        <translation>{0} Dokumente</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>Opening a source</source>
        <translation>Eine Quelle wird geöffnet</translation>
    </message>
    <message>
        <source>Remove from the library</source>
        <translation>Aus der Bibliothek entfernen</translation>
    </message>
    <message>
        <source>Labelling {0} documents</source>
        <translation>{0} Dokumente werden eingestuft</translation>
    </message>
    <message>
        <source>Remove {0} documents with {1} passages?</source>
        <translation>{0} Dokumente mit {1} Passagen entfernen?</translation>
    </message>
    <message>
        <source>Remove “{0}” with {1} passages?</source>
        <translation>„{0}“ mit {1} Passagen entfernen?</translation>
    </message>
    <message>
        <source>The files stay where they are, and citations made before still open. The next ingest of the folder brings them back.</source>
        <translation>Die Dateien bleiben, wo sie sind, und frühere Belege lassen sich weiter öffnen. Das nächste Einlesen des Ordners bringt sie zurück.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Removing {0} documents</source>
        <translation>{0} Dokumente werden entfernt</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>Dateien hinzufügen</translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation>{0} wird gelesen</translation>
    </message>
    <message>
        <source>Stopped. What was read before is kept; adding the folder again goes on from there.</source>
        <translation>Angehalten. Was vorher gelesen wurde, bleibt; fügen Sie den Ordner erneut hinzu, geht es dort weiter.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>Etwas Unerwartetes ist schiefgegangen.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>All commands (Ctrl+K)</source>
        <translation>Alle Befehle (Strg+K)</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>Alle Befehle</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>Einstellungen (Strg+,)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Workspace {0}</source>
        <translation>Arbeitsbereich {0}</translation>
    </message>
    <message>
        <source>Open another workspace …</source>
        <translation>Anderen Arbeitsbereich öffnen …</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Go to {0}</source>
        <translation>Gehe zu {0}</translation>
    </message>
    <message>
        <source>Ask a question</source>
        <translation>Eine Frage stellen</translation>
    </message>
    <message>
        <source>Next citation</source>
        <translation>Nächster Beleg</translation>
    </message>
    <message>
        <source>Previous citation</source>
        <translation>Voriger Beleg</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Einen Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Stop, or close what opened last</source>
        <translation>Anhalten oder das zuletzt Geöffnete schließen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Light appearance</source>
        <translation>Helles Aussehen</translation>
    </message>
    <message>
        <source>Dark appearance</source>
        <translation>Dunkles Aussehen</translation>
    </message>
    <message>
        <source>Appearance as the system</source>
        <translation>Aussehen wie das System</translation>
    </message>
    <message>
        <source>Open another workspace</source>
        <translation>Anderen Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>{0}: {1} of {2} passages</source>
        <translation>{0}: {1} von {2} Passagen</translation>
    </message>
    <message>
        <source>{0}, about {1} left</source>
        <translation>{0}, noch etwa {1}</translation>
    </message>
    <message>
        <source>On a machine with a network, fetch these files with “pip download --no-deps”, carry them over, and choose their folder:</source>
        <translation>Laden Sie diese Dateien auf einem Rechner mit Netz mit „pip download --no-deps“, tragen Sie sie herüber und wählen Sie ihren Ordner:</translation>
    </message>
    <message>
        <source>Carry the model&apos;s file over and choose it.</source>
        <translation>Tragen Sie die Datei des Modells herüber und wählen Sie sie.</translation>
    </message>
    <message>
        <source>Files to carry over</source>
        <translation>Dateien zum Herübertragen</translation>
    </message>
    <message>
        <source>Copy the names</source>
        <translation>Namen kopieren</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Does not fit now</source>
        <translation>Passt gerade nicht</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>Fits this machine</source>
        <translation>Passt auf diesen Rechner</translation>
    </message>
    <message>
        <source>{0} dimensions</source>
        <translation>{0} Dimensionen</translation>
    </message>
    <message>
        <source>reads {0} tokens of a text</source>
        <translation>liest {0} Token eines Textes</translation>
    </message>
    <message>
        <source>confidence fitted</source>
        <translation>Zuversicht angepasst</translation>
    </message>
    <message>
        <source>confidence not fitted with it</source>
        <translation>Zuversicht nicht daran angepasst</translation>
    </message>
    <message>
        <source>made for {0} tokens</source>
        <translation>gemacht für {0} Token</translation>
    </message>
    <message>
        <source>needs about {0} of memory, {1} are free</source>
        <translation>braucht etwa {0} Speicher, {1} sind frei</translation>
    </message>
    <message>
        <source>Checksum {0}</source>
        <translation>Prüfsumme {0}</translation>
    </message>
    <message>
        <source>{0}, verified on {1}</source>
        <translation>{0}, geprüft am {1}</translation>
    </message>
    <message>
        <source>{0}  ·  {1} passages embedded</source>
        <translation>{0}  ·  {1} Passagen eingebettet</translation>
    </message>
    <message>
        <source>Runs on the processor.</source>
        <translation>Läuft auf dem Prozessor.</translation>
    </message>
    <message>
        <source>Runs now: {0}</source>
        <translation>Läuft jetzt: {0}</translation>
    </message>
    <message>
        <source>Its speed here was not measured yet.</source>
        <translation>Wie schnell es hier ist, wurde noch nicht gemessen.</translation>
    </message>
    <message>
        <source>{0} layers on {1}</source>
        <translation>{0} Schichten auf {1}</translation>
    </message>
    <message>
        <source>on the processor, {0} threads</source>
        <translation>auf dem Prozessor, {0} Threads</translation>
    </message>
    <message>
        <source>Reads {0} tokens a second, writes {1}, first word after {2} s ({3}; {4})</source>
        <translation>Liest {0} Token je Sekunde, schreibt {1}, erstes Wort nach {2} s ({3}; {4})</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} h</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Looking at what is here …</source>
        <translation>Es wird nachgesehen, was da ist …</translation>
    </message>
    <message>
        <source>Use quotes only</source>
        <translation>Nur Zitate verwenden</translation>
    </message>
    <message>
        <source>Answers are then the best sentences of the sources, word for word</source>
        <translation>Antworten sind dann die besten Sätze der Quellen, Wort für Wort</translation>
    </message>
    <message>
        <source>Import a model file …</source>
        <translation>Modelldatei einführen …</translation>
    </message>
    <message>
        <source>Any chat model in the GGUF format</source>
        <translation>Jedes Chat-Modell im Format GGUF</translation>
    </message>
    <message>
        <source>Phrasing answers</source>
        <translation>Antworten formulieren</translation>
    </message>
    <message>
        <source>A model phrases; the evidence decides. Without one, answers are quotes.</source>
        <translation>Ein Modell formuliert; die Belege entscheiden. Ohne Modell sind Antworten Zitate.</translation>
    </message>
    <message>
        <source>Finding passages</source>
        <translation>Passagen finden</translation>
    </message>
    <message>
        <source>Turns texts into vectors, so that passages are found by what they mean.</source>
        <translation>Macht aus Texten Vektoren, damit Passagen nach ihrer Bedeutung gefunden werden.</translation>
    </message>
    <message>
        <source>Looking at the models</source>
        <translation>Die Modelle werden nachgesehen</translation>
    </message>
    <message>
        <source>Models are kept in {0}. Installing fetches a model&apos;s files with pip, which is the only time a network is used; “Without a network …” on a card says what to carry over instead. Every file is checked against its checksum.</source>
        <translation>Modelle liegen in {0}. Beim Installieren holt pip die Dateien eines Modells; nur dann wird ein Netz benutzt. „Ohne Netz …“ auf einer Karte sagt, was stattdessen herüberzutragen ist. Jede Datei wird an ihrer Prüfsumme geprüft.</translation>
    </message>
    <message>
        <source>Answers are phrased on the server {0}.</source>
        <translation>Antworten werden auf dem Server {0} formuliert.</translation>
    </message>
    <message>
        <source>Answers are quotes.</source>
        <translation>Antworten sind Zitate.</translation>
    </message>
    <message>
        <source>No model is installed that fits, so answers are quotes.</source>
        <translation>Kein installiertes Modell passt, daher sind Antworten Zitate.</translation>
    </message>
    <message>
        <source>Answers are phrased by {0}, the best one here.</source>
        <translation>Antworten formuliert {0}, das beste hier.</translation>
    </message>
    <message>
        <source>Answers are phrased by {0}.</source>
        <translation>Antworten formuliert {0}.</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <source>Without a network …</source>
        <translation>Ohne Netz …</translation>
    </message>
    <message>
        <source>Only stewards choose models</source>
        <translation>Nur Verwalter wählen Modelle</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Measure speed</source>
        <translation>Tempo messen</translation>
    </message>
    <message>
        <source>Use …</source>
        <translation>Verwenden …</translation>
    </message>
    <message>
        <source>Check files</source>
        <translation>Dateien prüfen</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Installing {0}</source>
        <translation>{0} wird installiert</translation>
    </message>
    <message>
        <source>{0} is installed and matches its checksum.</source>
        <translation>{0} ist installiert und stimmt mit seiner Prüfsumme überein.</translation>
    </message>
    <message>
        <source>Choose a folder …</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>Choose the model file …</source>
        <translation>Modelldatei wählen …</translation>
    </message>
    <message>
        <source>Folder with the model&apos;s wheels or files</source>
        <translation>Ordner mit den Wheels oder Dateien des Modells</translation>
    </message>
    <message>
        <source>The model&apos;s file</source>
        <translation>Die Datei des Modells</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>Modell einführen</translation>
    </message>
    <message>
        <source>GGUF models (*.gguf)</source>
        <translation>GGUF-Modelle (*.gguf)</translation>
    </message>
    <message>
        <source>Importing {0}</source>
        <translation>{0} wird eingeführt</translation>
    </message>
    <message>
        <source>Imported as {0}.</source>
        <translation>Eingeführt als {0}.</translation>
    </message>
    <message>
        <source>Choosing a model</source>
        <translation>Ein Modell wird gewählt</translation>
    </message>
    <message>
        <source>Checking {0}</source>
        <translation>{0} wird geprüft</translation>
    </message>
    <message>
        <source>Every file of {0} is what it should be.</source>
        <translation>Jede Datei von {0} ist, wie sie sein soll.</translation>
    </message>
    <message>
        <source>Measuring {0}</source>
        <translation>{0} wird gemessen</translation>
    </message>
    <message>
        <source>It stopped too soon to tell how fast it writes.</source>
        <translation>Es hörte zu früh auf, um zu sagen, wie schnell es schreibt.</translation>
    </message>
    <message>
        <source>{0} goes from this machine, for every workspace, with its measurement. It can be installed again.</source>
        <translation>{0} verschwinden von diesem Rechner, für jeden Arbeitsbereich, samt der Messung. Es lässt sich wieder installieren.</translation>
    </message>
    <message>
        <source>{0} goes from this machine, for every workspace, with its measurement. It can only be imported again.</source>
        <translation>{0} verschwinden von diesem Rechner, für jeden Arbeitsbereich, samt der Messung. Es lässt sich nur wieder einführen.</translation>
    </message>
    <message>
        <source>Answers are then phrased by another model that is here, or quoted.</source>
        <translation>Antworten werden dann von einem anderen Modell formuliert, das hier ist, oder zitiert.</translation>
    </message>
    <message>
        <source>Remove {0}?</source>
        <translation>{0} entfernen?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Removing {0}</source>
        <translation>{0} wird entfernt</translation>
    </message>
    <message>
        <source>{0} was removed.</source>
        <translation>{0} wurde entfernt.</translation>
    </message>
    <message>
        <source>{0} passages are embedded anew in the background, which takes a while.</source>
        <translation>{0} Passagen werden im Hintergrund neu eingebettet, was eine Weile dauert.</translation>
    </message>
    <message>
        <source>The model in use goes on serving until everything is there. It can be stopped, and goes on where it was.</source>
        <translation>Das bisherige Modell dient weiter, bis alles da ist. Es lässt sich anhalten und geht dort weiter, wo es war.</translation>
    </message>
    <message>
        <source>{0} passages are left to be embedded; {1} are done already.</source>
        <translation>{0} Passagen sind noch einzubetten; {1} sind schon fertig.</translation>
    </message>
    <message>
        <source>The confidence was not fitted with this model. Answers will say so.</source>
        <translation>Die Zuversicht wurde nicht an dieses Modell angepasst. Antworten werden das sagen.</translation>
    </message>
    <message>
        <source>Find passages with {0}?</source>
        <translation>Passagen mit {0} finden?</translation>
    </message>
    <message>
        <source>Embed anew</source>
        <translation>Neu einbetten</translation>
    </message>
    <message>
        <source>Embedding with {0}</source>
        <translation>Einbetten mit {0}</translation>
    </message>
    <message>
        <source>Passages are found with {0} now.</source>
        <translation>Passagen werden jetzt mit {0} gefunden.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Source pages</source>
        <translation>Seiten der Quelle</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Type what you want to do</source>
        <translation>Schreiben Sie, was Sie tun möchten</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
</context>
<context>
    <name>SeenDialog</name>
    <message>
        <source>What the model saw</source>
        <translation>Was das Modell sah</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>left open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Reset: {0}</source>
        <translation>Zurücksetzen: {0}</translation>
    </message>
    <message>
        <source>Back to {0}</source>
        <translation>Zurück auf {0}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Holds from the next opening on.</source>
        <translation>Gilt ab dem nächsten Öffnen.</translation>
    </message>
    <message>
        <source>Not kept: a number is needed.</source>
        <translation>Nicht übernommen: es muss eine Zahl sein.</translation>
    </message>
    <message>
        <source>Not kept: it must be from {0} to {1}.</source>
        <translation>Nicht übernommen: es muss von {0} bis {1} sein.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>nobody it knows</source>
        <translation>niemand, den er kennt</translation>
    </message>
    <message>
        <source>Only stewards change the settings of a workspace; here you are {0}. How the window looks is yours to choose.</source>
        <translation>Nur Verwalter ändern die Einstellungen eines Arbeitsbereichs; hier sind Sie {0}. Wie das Fenster aussieht, bestimmen Sie.</translation>
    </message>
    <message>
        <source>What you change is kept as you type.</source>
        <translation>Was Sie ändern, wird beim Schreiben übernommen.</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Quotes only</source>
        <translation>Nur Zitate</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>Kurz</translation>
    </message>
    <message>
        <source>Fuller</source>
        <translation>Ausführlicher</translation>
    </message>
    <message>
        <source>Own numbers</source>
        <translation>Eigene Zahlen</translation>
    </message>
    <message>
        <source>Answer style</source>
        <translation>Stil der Antworten</translation>
    </message>
    <message>
        <source>How much the model is given to read and may write; the evidence is the same.</source>
        <translation>Wie viel das Modell zu lesen bekommt und schreiben darf; die Belege sind dieselben.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Which model phrases answers, and which one finds passages.</source>
        <translation>Welches Modell Antworten formuliert und welches Passagen findet.</translation>
    </message>
    <message>
        <source>Open Models</source>
        <translation>Modelle öffnen</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>Watched folders</source>
        <translation>Beobachtete Ordner</translation>
    </message>
    <message>
        <source>Folders that are followed as they change, with their labels.</source>
        <translation>Ordner, die bei Änderungen verfolgt werden, mit ihren Stufen.</translation>
    </message>
    <message>
        <source>Open Library</source>
        <translation>Bibliothek öffnen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Yours alone, in every workspace on this machine.</source>
        <translation>Nur für Sie, in jedem Arbeitsbereich auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Fine tuning</source>
        <translation>Feineinstellung</translation>
    </message>
    <message>
        <source>Good as they are for almost everybody; measure before and after you change one.</source>
        <translation>Für fast alle gut, wie sie sind; messen Sie vor und nach einer Änderung.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show the settings for fine tuning</source>
        <translation>Die Feineinstellungen zeigen</translation>
    </message>
    <message>
        <source>Bring it back here</source>
        <translation>Hierher zurückholen</translation>
    </message>
    <message>
        <source>Use this server</source>
        <translation>Diesen Server verwenden</translation>
    </message>
    <message>
        <source>The best sentences of the sources, word for word; no model runs.</source>
        <translation>Die besten Sätze der Quellen, Wort für Wort; kein Modell läuft.</translation>
    </message>
    <message>
        <source>At most {0} words from about {1} words of evidence; the first word comes later the more there is to read.</source>
        <translation>Höchstens {0} Wörter aus etwa {1} Wörtern Belegen; je mehr zu lesen ist, desto später kommt das erste Wort.</translation>
    </message>
    <message>
        <source>The model is still asked to be brief.</source>
        <translation>Das Modell wird weiterhin um Kürze gebeten.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light, dark, or whatever the system has.</source>
        <translation>Hell, dunkel oder was das System hat.</translation>
    </message>
    <message>
        <source>Size of text and controls</source>
        <translation>Größe von Text und Bedienelementen</translation>
    </message>
    <message>
        <source>Larger is easier to read and shows less at once.</source>
        <translation>Größer liest sich leichter und zeigt weniger auf einmal.</translation>
    </message>
    <message>
        <source>Movement</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Short fades where something appears.</source>
        <translation>Kurze Überblendungen, wo etwas erscheint.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of the window. Questions and documents are read in English.</source>
        <translation>Des Fensters. Fragen und Dokumente werden auf Englisch gelesen.</translation>
    </message>
    <message>
        <source>Holds from the next start on.</source>
        <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Off unless an address stands here. What is sent then leaves this machine: to an index server the vectors of documents and questions, from which can be guessed what they are about; to a model server the question and the masked evidence. Only addresses of this machine and of private networks are allowed, and every change is written to the audit log.</source>
        <translation>Aus, solange hier keine Adresse steht. Was gesendet wird, verlässt dann diesen Rechner: zu einem Indexserver die Vektoren von Dokumenten und Fragen, aus denen sich erraten lässt, wovon sie handeln; zu einem Modellserver die Frage und die maskierten Belege. Erlaubt sind nur Adressen dieses Rechners und privater Netze, und jede Änderung steht im Prüfprotokoll.</translation>
    </message>
    <message>
        <source>Not kept: an address is needed.</source>
        <translation>Nicht übernommen: es fehlt eine Adresse.</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Saving settings</source>
        <translation>Einstellungen werden gespeichert</translation>
    </message>
    <message>
        <source>Not kept: {0}</source>
        <translation>Nicht übernommen: {0}</translation>
    </message>
    <message>
        <source>Saved. Some of it holds from the next opening of the workspace on.</source>
        <translation>Gespeichert. Manches gilt ab dem nächsten Öffnen des Arbeitsbereichs.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
</context>
<context>
    <name>SourceReader</name>
    <message>
        <source>Find in this source</source>
        <translation>In dieser Quelle suchen</translation>
    </message>
    <message>
        <source>Open the original file</source>
        <translation>Originaldatei öffnen</translation>
    </message>
    <message>
        <source>Close the source</source>
        <translation>Quelle schließen</translation>
    </message>
    <message>
        <source>Click a citation to read the words it rests on.</source>
        <translation>Klicken Sie auf einen Beleg, um die Worte zu lesen, auf denen er ruht.</translation>
    </message>
    <message>
        <source>Previous citation (K)</source>
        <translation>Voriger Beleg (K)</translation>
    </message>
    <message>
        <source>Next citation (J)</source>
        <translation>Nächster Beleg (J)</translation>
    </message>
    <message>
        <source>page {0} of {1}</source>
        <translation>Seite {0} von {1}</translation>
    </message>
    <message>
        <source>version {0}</source>
        <translation>Version {0}</translation>
    </message>
    <message>
        <source>as of {0}</source>
        <translation>Stand {0}</translation>
    </message>
    <message>
        <source>The document has changed since: this is version {0}, the newest is {1}.</source>
        <translation>Das Dokument hat sich seither geändert: dies ist Version {0}, die neueste ist {1}.</translation>
    </message>
    <message>
        <source>The document was removed from the library since; its words are kept for this citation.</source>
        <translation>Das Dokument wurde seither aus der Bibliothek entfernt; seine Worte sind für diesen Beleg aufbewahrt.</translation>
    </message>
    <message>
        <source>citation {0} of {1}</source>
        <translation>Beleg {0} von {1}</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Not read in full</source>
        <translation>Nicht vollständig gelesen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source> {0} of {1} {2}</source>
        <translation> {0} von {1} {2}</translation>
    </message>
    <message>
        <source>{0} a second</source>
        <translation>{0} je Sekunde</translation>
    </message>
    <message>
        <source>{0} min {1:02} s left</source>
        <translation>noch {0} min {1:02} s</translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation>noch {0} s</translation>
    </message>
    <message>
        <source>Nothing to read</source>
        <translation>Nichts zu lesen</translation>
    </message>
    <message>
        <source>{0} not read in full</source>
        <translation>{0} nicht vollständig gelesen</translation>
    </message>
</context>
<context>
    <name>TextView</name>
    <message>
        <source>Source text</source>
        <translation>Text der Quelle</translation>
    </message>
</context>
<context>
    <name>Turn</name>
    <message>
        <source>Looking for evidence …</source>
        <translation>Belege werden gesucht …</translation>
    </message>
    <message>
        <source>Draft, not yet checked</source>
        <translation>Entwurf, noch nicht geprüft</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Weighing the evidence …</source>
        <translation>Die Belege werden gewogen …</translation>
    </message>
    <message>
        <source>Phrasing …</source>
        <translation>Es wird formuliert …</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Confidence {0} %</source>
        <translation>Zuversicht {0} %</translation>
    </message>
    <message>
        <source>as of {0}</source>
        <translation>Stand {0}</translation>
    </message>
    <message>
        <source>phrased by {0}, every sentence checked</source>
        <translation>formuliert von {0}, jeder Satz geprüft</translation>
    </message>
    <message>
        <source>quoted word for word</source>
        <translation>Wort für Wort zitiert</translation>
    </message>
    <message>
        <source>{0:.1f} s</source>
        <translation>{0:.1f} s</translation>
    </message>
    <message>
        <source>No reliable information</source>
        <translation>Keine verlässliche Auskunft</translation>
    </message>
    <message>
        <source>What would help: {0}</source>
        <translation>Was helfen würde: {0}</translation>
    </message>
    <message>
        <source>Looked at, and not enough</source>
        <translation>Angesehen, und nicht genug</translation>
    </message>
    <message>
        <source>Copy with citations</source>
        <translation>Mit Belegen kopieren</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Ausgeben …</translation>
    </message>
    <message>
        <source>What the model saw</source>
        <translation>Was das Modell sah</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>Nicht beantwortet</translation>
    </message>
    <message>
        <source>Something unexpected went wrong; the question is kept.</source>
        <translation>Etwas Unerwartetes ist schiefgegangen; die Frage bleibt.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Nochmals fragen</translation>
    </message>
    <message>
        <source>Export the answer</source>
        <translation>Antwort ausgeben</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Your team&apos;s knowledge, with its sources</source>
        <translation>Das Wissen Ihres Teams, mit seinen Quellen</translation>
    </message>
    <message>
        <source>Everything stays on this machine. A workspace is a folder that holds what Citewell knows of your documents.</source>
        <translation>Alles bleibt auf diesem Rechner. Ein Arbeitsbereich ist ein Ordner, der enthält, was Citewell von Ihren Dokumenten weiß.</translation>
    </message>
    <message>
        <source>Try the sample workspace</source>
        <translation>Den Beispielbereich ausprobieren</translation>
    </message>
    <message>
        <source>Make a workspace …</source>
        <translation>Arbeitsbereich anlegen …</translation>
    </message>
    <message>
        <source>Open a workspace …</source>
        <translation>Arbeitsbereich öffnen …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Making the sample workspace</source>
        <translation>Der Beispielbereich wird angelegt</translation>
    </message>
    <message>
        <source>An empty folder for the workspace</source>
        <translation>Ein leerer Ordner für den Arbeitsbereich</translation>
    </message>
    <message>
        <source>Making the workspace</source>
        <translation>Der Arbeitsbereich wird angelegt</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>Stopped; the next try goes on from there.</source>
        <translation>Angehalten; der nächste Versuch geht dort weiter.</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>-1 offloads all that fit where the build and the machine can, 0 none.</source>
        <translation>-1 lagert alles aus, was passt, wo Programm und Rechner es können; 0 nichts.</translation>
    </message>
    <message>
        <source>0 takes one for each core; more than that make the models slower.</source>
        <translation>0 nimmt einen je Kern; mehr machen die Modelle langsamer.</translation>
    </message>
    <message>
        <source>A Chroma server that holds the vectors. Empty keeps them here.</source>
        <translation>Ein Chroma-Server, der die Vektoren hält. Leer bleiben sie hier.</translation>
    </message>
    <message>
        <source>A calibration needs answerable and unanswerable questions.</source>
        <translation>Eine Kalibrierung braucht beantwortbare und unbeantwortbare Fragen.</translation>
    </message>
    <message>
        <source>A document that gives {0} for {1}.</source>
        <translation>Ein Dokument, das {0} zu {1} angibt.</translation>
    </message>
    <message>
        <source>A document that says more of {0}.</source>
        <translation>Ein Dokument, das mehr über {0} sagt.</translation>
    </message>
    <message>
        <source>A document that speaks of {0}.</source>
        <translation>Ein Dokument, das von {0} handelt.</translation>
    </message>
    <message>
        <source>A file that takes longer to read is named as a failure.</source>
        <translation>Eine Datei, die länger zu lesen ist, wird als Fehlschlag genannt.</translation>
    </message>
    <message>
        <source>A larger file is named as a failure and not read.</source>
        <translation>Eine größere Datei wird als Fehlschlag genannt und nicht gelesen.</translation>
    </message>
    <message>
        <source>A model&apos;s name, “auto” for the best one installed, or “none” for quotes only.</source>
        <translation>Der Name eines Modells, „auto“ für das beste installierte oder „none“ nur für Zitate.</translation>
    </message>
    <message>
        <source>A question that names what it is about.</source>
        <translation>Eine Frage, die nennt, worum es geht.</translation>
    </message>
    <message>
        <source>A word in a larger share of the passages is left out of the search by words.</source>
        <translation>Ein Wort in einem größeren Anteil der Passagen bleibt bei der Wortsuche außer Acht.</translation>
    </message>
    <message>
        <source>Address of a model server</source>
        <translation>Adresse eines Modellservers</translation>
    </message>
    <message>
        <source>Address of an index server</source>
        <translation>Adresse eines Indexservers</translation>
    </message>
    <message>
        <source>After so many tokens the model is stopped; four tokens are about three words.</source>
        <translation>Nach so vielen Token wird das Modell angehalten; vier Token sind etwa drei Wörter.</translation>
    </message>
    <message>
        <source>An OpenAI-compatible server that phrases answers. Empty keeps that here.</source>
        <translation>Ein OpenAI-kompatibler Server, der Antworten formuliert. Leer bleibt das hier.</translation>
    </message>
    <message>
        <source>An answer that rests on an older document says so. 0 never warns.</source>
        <translation>Eine Antwort, die auf einem älteren Dokument ruht, sagt es. 0 warnt nie.</translation>
    </message>
    <message>
        <source>Below it a question is not answered. Left open it is what the calibration found best.</source>
        <translation>Darunter wird eine Frage nicht beantwortet. Offen gelassen gilt, was die Kalibrierung am besten fand.</translation>
    </message>
    <message>
        <source>Budget of the evidence</source>
        <translation>Umfang der Belege</translation>
    </message>
    <message>
        <source>Budget of the prompt</source>
        <translation>Umfang des Prompts</translation>
    </message>
    <message>
        <source>Building the index</source>
        <translation>Der Index wird gebaut</translation>
    </message>
    <message>
        <source>Changes are seen as they happen; this finds the ones that the system did not tell of.</source>
        <translation>Änderungen werden gesehen, wenn sie geschehen; dies findet die, von denen das System nichts sagte.</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Confidence that is answered</source>
        <translation>Zuversicht, ab der geantwortet wird</translation>
    </message>
    <message>
        <source>Context window</source>
        <translation>Kontextfenster</translation>
    </message>
    <message>
        <source>Documents changed all the while, so the index of the new embedding model was not finished.</source>
        <translation>Dokumente änderten sich die ganze Zeit, daher wurde der Index des neuen Einbettungsmodells nicht fertig.</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Embedding anew</source>
        <translation>Neu einbetten</translation>
    </message>
    <message>
        <source>Embedding what came meanwhile</source>
        <translation>Einbetten, was inzwischen kam</translation>
    </message>
    <message>
        <source>Empty for a token.</source>
        <translation>Leer für ein Token.</translation>
    </message>
    <message>
        <source>Empty for the first one that the server names.</source>
        <translation>Leer für das erste, das der Server nennt.</translation>
    </message>
    <message>
        <source>Evidence shown</source>
        <translation>Gezeigte Belege</translation>
    </message>
    <message>
        <source>Finds passages and sentences by meaning; English.</source>
        <translation>Findet Passagen und Sätze nach ihrer Bedeutung; Englisch.</translation>
    </message>
    <message>
        <source>For machines with little memory; half as often right as the 1.5B.</source>
        <translation>Für Rechner mit wenig Speicher; halb so oft richtig wie das mit 1,5 Mrd.</translation>
    </message>
    <message>
        <source>For tests only: it writes fluent nonsense.</source>
        <translation>Nur für Tests: es schreibt flüssigen Unsinn.</translation>
    </message>
    <message>
        <source>How long pages that are pictures of text may take to be recognised, where the extra “ocr” is installed. 0 does without.</source>
        <translation>Wie lange das Erkennen von Seiten dauern darf, die Bilder von Text sind, wo der Zusatz „ocr“ installiert ist. 0 lässt es.</translation>
    </message>
    <message>
        <source>How long the pieces are that documents are cut into. Documents that are there already keep theirs until they change.</source>
        <translation>Wie lang die Stücke sind, in die Dokumente geschnitten werden. Dokumente, die schon da sind, behalten ihre, bis sie sich ändern.</translation>
    </message>
    <message>
        <source>How many tokens the model keeps in mind, prompt and draft together. A larger one takes more memory.</source>
        <translation>Wie viele Token das Modell im Sinn behält, Prompt und Entwurf zusammen. Ein größeres braucht mehr Speicher.</translation>
    </message>
    <message>
        <source>It is changed on the page Models, since every passage is then embedded anew.</source>
        <translation>Es wird auf der Seite Modelle gewechselt, da dann jede Passage neu eingebettet wird.</translation>
    </message>
    <message>
        <source>Largest file</source>
        <translation>Größte Datei</translation>
    </message>
    <message>
        <source>Layers on the graphics processor</source>
        <translation>Schichten auf dem Grafikprozessor</translation>
    </message>
    <message>
        <source>Length of a passage</source>
        <translation>Länge einer Passage</translation>
    </message>
    <message>
        <source>Longest draft</source>
        <translation>Längster Entwurf</translation>
    </message>
    <message>
        <source>Longest time for one file</source>
        <translation>Längste Zeit für eine Datei</translation>
    </message>
    <message>
        <source>Look through watched folders every</source>
        <translation>Beobachtete Ordner durchsehen alle</translation>
    </message>
    <message>
        <source>Model that finds passages</source>
        <translation>Modell, das Passagen findet</translation>
    </message>
    <message>
        <source>Model that phrases answers</source>
        <translation>Modell, das Antworten formuliert</translation>
    </message>
    <message>
        <source>Name that goes with a password</source>
        <translation>Name, der zu einem Passwort gehört</translation>
    </message>
    <message>
        <source>Names that are never read</source>
        <translation>Namen, die nie gelesen werden</translation>
    </message>
    <message>
        <source>No model is installed.</source>
        <translation>Kein Modell ist installiert.</translation>
    </message>
    <message>
        <source>No model of the catalogue is called {0}.</source>
        <translation>Kein Modell des Katalogs heißt {0}.</translation>
    </message>
    <message>
        <source>None of the closest passages mentions {0}.</source>
        <translation>Keine der nächsten Passagen erwähnt {0}.</translation>
    </message>
    <message>
        <source>Nothing in the documents you may see has anything in common with the question.</source>
        <translation>Nichts in den Dokumenten, die Sie sehen dürfen, hat mit der Frage etwas gemein.</translation>
    </message>
    <message>
        <source>Of the best so many passages every sentence is looked at.</source>
        <translation>Von so vielen besten Passagen wird jeder Satz angesehen.</translation>
    </message>
    <message>
        <source>Passages asked of each search</source>
        <translation>Passagen, um die jede Suche gebeten wird</translation>
    </message>
    <message>
        <source>Passages embedded at once</source>
        <translation>Passagen, die zugleich eingebettet werden</translation>
    </message>
    <message>
        <source>Passages looked into</source>
        <translation>Angesehene Passagen</translation>
    </message>
    <message>
        <source>Patterns such as *.tmp, matched against each part of a path below a folder.</source>
        <translation>Muster wie *.tmp, verglichen mit jedem Teil eines Pfades unter einem Ordner.</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Vorbereiten</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>Prozessor-Threads</translation>
    </message>
    <message>
        <source>Prompt and answer do not fit into the model&apos;s context.</source>
        <translation>Prompt und Antwort passen nicht in den Kontext des Modells.</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Reading and writing</source>
        <translation>Lesen und schreiben</translation>
    </message>
    <message>
        <source>Sentences compared</source>
        <translation>Verglichene Sätze</translation>
    </message>
    <message>
        <source>Share that makes a word common</source>
        <translation>Anteil, ab dem ein Wort häufig ist</translation>
    </message>
    <message>
        <source>Small batches are the fast ones on few cores.</source>
        <translation>Kleine Gruppen sind auf wenigen Kernen die schnellen.</translation>
    </message>
    <message>
        <source>So many sentences are compared with the question by meaning.</source>
        <translation>So viele Sätze werden mit der Frage nach ihrer Bedeutung verglichen.</translation>
    </message>
    <message>
        <source>Starting the model</source>
        <translation>Das Modell wird gestartet</translation>
    </message>
    <message>
        <source>Text recognition for one file</source>
        <translation>Texterkennung für eine Datei</translation>
    </message>
    <message>
        <source>The calibration {0} cannot be used: {1}.</source>
        <translation>Die Kalibrierung {0} lässt sich nicht verwenden: {1}.</translation>
    </message>
    <message>
        <source>The closest passages speak of {0}, but no sentence brings them together.</source>
        <translation>Die nächsten Passagen handeln von {0}, aber kein Satz bringt sie zusammen.</translation>
    </message>
    <message>
        <source>The closest passages speak of {0}, but none of them gives {1}.</source>
        <translation>Die nächsten Passagen handeln von {0}, aber keine nennt {1}.</translation>
    </message>
    <message>
        <source>The closest passages speak of {0}, but not of what the question asks about it.</source>
        <translation>Die nächsten Passagen handeln von {0}, aber nicht von dem, was die Frage dazu wissen will.</translation>
    </message>
    <message>
        <source>The confidence is uncalibrated: it was fitted with another embedding model.</source>
        <translation>Die Zuversicht ist nicht kalibriert: sie wurde an ein anderes Einbettungsmodell angepasst.</translation>
    </message>
    <message>
        <source>The confidence was not fitted with {0}: until it is, answers say that theirs is uncalibrated, and questions may be answered or refused that should not be.</source>
        <translation>Die Zuversicht wurde nicht an {0} angepasst: bis dahin sagen Antworten, dass ihre nicht kalibriert ist, und Fragen werden vielleicht beantwortet oder abgewiesen, die es nicht sollten.</translation>
    </message>
    <message>
        <source>The constant of reciprocal-rank fusion; the higher, the more a low rank counts.</source>
        <translation>Die Konstante der Rangverschmelzung; je höher, desto mehr zählt ein niedriger Rang.</translation>
    </message>
    <message>
        <source>The default: phrases answers from evidence.</source>
        <translation>Der Standard: formuliert Antworten aus Belegen.</translation>
    </message>
    <message>
        <source>The index cannot be read ({0}).</source>
        <translation>Der Index lässt sich nicht lesen ({0}).</translation>
    </message>
    <message>
        <source>The index has lost its manifest.</source>
        <translation>Der Index hat sein Verzeichnis verloren.</translation>
    </message>
    <message>
        <source>The index holds another number of {0} passages than its manifest says.</source>
        <translation>Der Index hält eine andere Zahl von Passagen der Stufe {0}, als sein Verzeichnis sagt.</translation>
    </message>
    <message>
        <source>The index is damaged: its manifest is not what it was.</source>
        <translation>Der Index ist beschädigt: sein Verzeichnis ist nicht, was es war.</translation>
    </message>
    <message>
        <source>The index is damaged: {0} is missing or not what it was.</source>
        <translation>Der Index ist beschädigt: {0} fehlt oder ist nicht, was es war.</translation>
    </message>
    <message>
        <source>The index was made by another version of this program.</source>
        <translation>Der Index wurde von einer anderen Version dieses Programms gemacht.</translation>
    </message>
    <message>
        <source>The index was made with another embedding model.</source>
        <translation>Der Index wurde mit einem anderen Einbettungsmodell gemacht.</translation>
    </message>
    <message>
        <source>The index&apos;s manifest cannot be read.</source>
        <translation>Das Verzeichnis des Index lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The model library was built for processors with {0}, which this one lacks.</source>
        <translation>Die Modellbibliothek wurde für Prozessoren mit {0} gebaut, was diesem fehlt.</translation>
    </message>
    <message>
        <source>The model {0} is damaged: {1} does not match its checksum.</source>
        <translation>Das Modell {0} ist beschädigt: {1} stimmt nicht mit seiner Prüfsumme überein.</translation>
    </message>
    <message>
        <source>The model {0} is not complete: {1} is gone.</source>
        <translation>Das Modell {0} ist nicht vollständig: {1} ist weg.</translation>
    </message>
    <message>
        <source>The model {0} is not installed.</source>
        <translation>Das Modell {0} ist nicht installiert.</translation>
    </message>
    <message>
        <source>The model&apos;s name there</source>
        <translation>Der Name des Modells dort</translation>
    </message>
    <message>
        <source>The most sentences of evidence that a question shows, and that an answer can rest on.</source>
        <translation>Die meisten Sätze von Belegen, die eine Frage zeigt und auf denen eine Antwort ruhen kann.</translation>
    </message>
    <message>
        <source>The most that the model is given to read: instruction, evidence and question.</source>
        <translation>Das meiste, was das Modell zu lesen bekommt: Anweisung, Belege und Frage.</translation>
    </message>
    <message>
        <source>The new index does not find what it holds ({0}, row {1}).</source>
        <translation>Der neue Index findet nicht, was er hält ({0}, Zeile {1}).</translation>
    </message>
    <message>
        <source>The part of the prompt that is new for each question. It decides how long the first word takes.</source>
        <translation>Der Teil des Prompts, der für jede Frage neu ist. Er entscheidet, wie lange das erste Wort braucht.</translation>
    </message>
    <message>
        <source>The question does not look English, so it was searched by its words alone.</source>
        <translation>Die Frage sieht nicht nach Englisch aus, daher wurde sie nur nach ihren Worten gesucht.</translation>
    </message>
    <message>
        <source>The question has no word that says what it is about.</source>
        <translation>Die Frage hat kein Wort, das sagt, worum es geht.</translation>
    </message>
    <message>
        <source>The question has {0} characters; {1} is the most.</source>
        <translation>Die Frage hat {0} Zeichen; {1} sind das meiste.</translation>
    </message>
    <message>
        <source>The question is empty.</source>
        <translation>Die Frage ist leer.</translation>
    </message>
    <message>
        <source>The search by words and the one by meaning each give so many.</source>
        <translation>Die Suche nach Worten und die nach Bedeutung liefern je so viele.</translation>
    </message>
    <message>
        <source>The setting {0} cannot be used: {1}.</source>
        <translation>Die Einstellung {0} lässt sich nicht verwenden: {1}.</translation>
    </message>
    <message>
        <source>There is no calibration {0}.</source>
        <translation>Es gibt keine Kalibrierung {0}.</translation>
    </message>
    <message>
        <source>There is no setting {0}.</source>
        <translation>Es gibt keine Einstellung {0}.</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>Entpacken</translation>
    </message>
    <message>
        <source>Warn about sources older than</source>
        <translation>Warnen vor Quellen, älter als</translation>
    </message>
    <message>
        <source>Weight of lower ranks</source>
        <translation>Gewicht niedriger Ränge</translation>
    </message>
    <message>
        <source>Where its key is</source>
        <translation>Wo sein Schlüssel ist</translation>
    </message>
    <message>
        <source>Where its secret is</source>
        <translation>Wo sein Geheimnis ist</translation>
    </message>
    <message>
        <source>a date or time</source>
        <translation>ein Datum oder eine Zeit</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>ein Name</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a place</source>
        <translation>ein Ort</translation>
    </message>
    <message>
        <source>a reason</source>
        <translation>ein Grund</translation>
    </message>
    <message>
        <source>a receipt is an object</source>
        <translation>eine Quittung ist ein Objekt</translation>
    </message>
    <message>
        <source>all that fit</source>
        <translation>alles, was passt</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>file:/path or env:NAME; never the key itself.</source>
        <translation>file:/pfad oder env:NAME; nie der Schlüssel selbst.</translation>
    </message>
    <message>
        <source>file:/path or env:NAME; never the secret itself.</source>
        <translation>file:/pfad oder env:NAME; nie das Geheimnis selbst.</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>on the processor, {0} threads</source>
        <translation>auf dem Prozessor, {0} Threads</translation>
    </message>
    <message>
        <source>one for each core</source>
        <translation>einer je Kern</translation>
    </message>
    <message>
        <source>passages</source>
        <translation>Passagen</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>{0} Every passage was compared instead, which is slower and just as right.</source>
        <translation>{0} Stattdessen wurde jede Passage verglichen, was langsamer und ebenso richtig ist.</translation>
    </message>
    <message>
        <source>{0} changed while it was read.</source>
        <translation>{0} änderte sich, während es gelesen wurde.</translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <translation>{0} gibt es nicht.</translation>
    </message>
    <message>
        <source>{0} finds passages; it cannot phrase answers.</source>
        <translation>{0} findet Passagen; es kann keine Antworten formulieren.</translation>
    </message>
    <message>
        <source>{0} is not a chat model.</source>
        <translation>{0} ist kein Chat-Modell.</translation>
    </message>
    <message>
        <source>{0} is not a chat model: it carries no chat template, or was made to embed.</source>
        <translation>{0} ist kein Chat-Modell: es trägt keine Chat-Vorlage oder wurde zum Einbetten gemacht.</translation>
    </message>
    <message>
        <source>{0} is not a file.</source>
        <translation>{0} ist keine Datei.</translation>
    </message>
    <message>
        <source>{0} is not {1} of {2}: size or checksum differ.</source>
        <translation>{0} ist nicht {1} von {2}: Größe oder Prüfsumme sind anders.</translation>
    </message>
    <message>
        <source>{0} layers on {1}</source>
        <translation>{0} Schichten auf {1}</translation>
    </message>
    <message>
        <source>{0} needs about {1} of memory and {2} are free.</source>
        <translation>{0} braucht etwa {1} Speicher, und {2} sind frei.</translation>
    </message>
    <message>
        <source>{0} of {1} does not match its checksum, so it was thrown away.</source>
        <translation>{0} von {1} stimmt nicht mit seiner Prüfsumme überein und wurde daher weggeworfen.</translation>
    </message>
    <message>
        <source>{0} phrases answers; it cannot find passages.</source>
        <translation>{0} formuliert Antworten; es kann keine Passagen finden.</translation>
    </message>
    <message>
        <source>{0} reads {1} tokens of a text, and passages have up to {2}.</source>
        <translation>{0} liest {1} Token eines Textes, und Passagen haben bis zu {2}.</translation>
    </message>
</context>
</TS>
