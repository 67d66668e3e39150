<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutForm</name>
    <message>
        <source>Label</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Verantwortlich</translation>
    </message>
    <message>
        <source>from the approval on</source>
        <translation>ab der Freigabe</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>kein Ende</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <source>parted by commas</source>
        <translation>durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Add a link</source>
        <translation>Verknüpfung hinzufügen</translation>
    </message>
    <message>
        <source>Reviewers</source>
        <translation>Prüfer</translation>
    </message>
    <message>
        <source>Anybody who may review</source>
        <translation>Wer immer prüfen darf</translation>
    </message>
    <message>
        <source>Reviewers: {0}</source>
        <translation>Prüfer: {0}</translation>
    </message>
    <message>
        <source>Take the link out</source>
        <translation>Verknüpfung herausnehmen</translation>
    </message>
</context>
<context>
    <name>AbstentionBody</name>
    <message>
        <source>What would help: {0}</source>
        <translation>Was helfen würde: {0}</translation>
    </message>
    <message>
        <source>Who might know: {0}</source>
        <translation>Wer es wissen könnte: {0}</translation>
    </message>
    <message>
        <source>Broaden</source>
        <translation>Weiter fassen</translation>
    </message>
    <message>
        <source>Show more passages that come close</source>
        <translation>Weitere Passagen zeigen, die nahe kommen</translation>
    </message>
    <message>
        <source>Ask an expert</source>
        <translation>Fachleute fragen</translation>
    </message>
    <message>
        <source>Put the question before the experts</source>
        <translation>Die Frage den Fachleuten vorlegen</translation>
    </message>
    <message>
        <source>Copy for a message</source>
        <translation>Für eine Nachricht kopieren</translation>
    </message>
    <message>
        <source>Copy the question with what was found, to be sent to somebody who may know</source>
        <translation>Die Frage mit dem Gefundenen kopieren, um sie jemandem zu senden, der es wissen könnte</translation>
    </message>
    <message>
        <source>The question is copied with its context. Paste it into a message to whoever may know.</source>
        <translation>Die Frage ist mit ihrem Zusammenhang kopiert. Fügen Sie sie in eine Nachricht an jemanden ein, der es wissen könnte.</translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message>
        <source>Changing labels</source>
        <translation>Stufen werden geändert</translation>
    </message>
    <message>
        <source>They had the label {0} already.</source>
        <translation>Sie hatten die Stufe {0} schon.</translation>
    </message>
    <message>
        <source>{0} now {1}</source>
        <translation>{0} jetzt {1}</translation>
    </message>
    <message>
        <source>{0} as before</source>
        <translation>{0} wie zuvor</translation>
    </message>
    <message>
        <source>Looking what goes</source>
        <translation>Es wird nachgesehen, was wegfällt</translation>
    </message>
    <message>
        <source>Remove from the library</source>
        <translation>Aus der Bibliothek entfernen</translation>
    </message>
    <message>
        <source>Remove {0}?</source>
        <translation>{0} entfernen?</translation>
    </message>
    <message>
        <source>The files stay where they are, and citations made before still open. You can undo this while the window is open.</source>
        <translation>Die Dateien bleiben, wo sie sind, und frühere Belege lassen sich weiter öffnen. Sie können dies rückgängig machen, solange das Fenster offen ist.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Removing</source>
        <translation>Dokumente werden entfernt</translation>
    </message>
    <message>
        <source>{0} removed</source>
        <translation>{0} entfernt</translation>
    </message>
    <message>
        <source>{0} back</source>
        <translation>{0} wieder da</translation>
    </message>
    <message>
        <source>Erasing</source>
        <translation>Dokumente werden gelöscht</translation>
    </message>
    <message>
        <source>{0} erased, with the words of {1}</source>
        <translation>{0} gelöscht, samt den Worten aus {1}</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>Wird rückgängig gemacht</translation>
    </message>
</context>
<context>
    <name>Afterwards</name>
    <message>
        <source>Asking again what was not answered</source>
        <translation>Was nicht beantwortet war, wird nochmals gefragt</translation>
    </message>
    <message>
        <source>Asking followed questions again</source>
        <translation>Verfolgte Fragen werden nochmals gefragt</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>Your answer</source>
        <translation>Ihre Antwort</translation>
    </message>
    <message>
        <source>Tell it in your own words.</source>
        <translation>Erzählen Sie es mit Ihren eigenen Worten.</translation>
    </message>
</context>
<context>
    <name>AnswerBody</name>
    <message>
        <source>Exception: {0}</source>
        <translation>Ausnahme: {0}</translation>
    </message>
    <message>
        <source>Citation {0}, {1}: {2}</source>
        <translation>Beleg {0}, {1}: {2}</translation>
    </message>
    <message>
        <source>Confidence {0} %.</source>
        <translation>Zuversicht {0} %.</translation>
    </message>
    <message>
        <source>as of {0}</source>
        <translation>Stand {0}</translation>
    </message>
    <message>
        <source>The oldest source cited speaks as of {0}.</source>
        <translation>Die älteste angeführte Quelle hat den Stand {0}.</translation>
    </message>
    <message>
        <source>phrased by {0}, every sentence checked</source>
        <translation>formuliert von {0}, jeder Satz geprüft</translation>
    </message>
    <message>
        <source>{0:.1f} s</source>
        <translation>{0:.1f} s</translation>
    </message>
</context>
<context>
    <name>Ask</name>
    <message>
        <source>I could not find an answer to this in our documents:</source>
        <translation>Ich konnte in unseren Dokumenten keine Antwort darauf finden:</translation>
    </message>
    <message>
        <source>What would help: {0}</source>
        <translation>Was helfen würde: {0}</translation>
    </message>
    <message>
        <source>The closest passages:</source>
        <translation>Die nächsten Passagen:</translation>
    </message>
    <message>
        <source>Do you know it, or who does?</source>
        <translation>Wissen Sie es, oder wer weiß es?</translation>
    </message>
    <message>
        <source>1 question</source>
        <translation>1 Frage</translation>
    </message>
    <message>
        <source>{0} questions</source>
        <translation>{0} Fragen</translation>
    </message>
    <message>
        <source>page {0}</source>
        <translation>Seite {0}</translation>
    </message>
    <message>
        <source>quoted</source>
        <translation>zitiert</translation>
    </message>
    <message>
        <source>supported</source>
        <translation>gestützt</translation>
    </message>
    <message>
        <source>supported in part</source>
        <translation>teilweise gestützt</translation>
    </message>
    <message>
        <source>Quoted: copied word for word from the source.</source>
        <translation>Zitiert: Wort für Wort aus der Quelle übernommen.</translation>
    </message>
    <message>
        <source>Supported: every number, name and fact of it stands in the words cited.</source>
        <translation>Gestützt: jede Zahl, jeder Name und jede Tatsache darin steht in den angeführten Worten.</translation>
    </message>
    <message>
        <source>Supported in part: not all of it stands in the words cited.</source>
        <translation>Teilweise gestützt: nicht alles davon steht in den angeführten Worten.</translation>
    </message>
    <message>
        <source>Well supported by 1 source</source>
        <translation>Gut gestützt durch 1 Quelle</translation>
    </message>
    <message>
        <source>Supported by 1 source</source>
        <translation>Gestützt durch 1 Quelle</translation>
    </message>
    <message>
        <source>Weakly supported by 1 source</source>
        <translation>Schwach gestützt durch 1 Quelle</translation>
    </message>
    <message>
        <source>Well supported by {0} sources</source>
        <translation>Gut gestützt durch {0} Quellen</translation>
    </message>
    <message>
        <source>Supported by {0} sources</source>
        <translation>Gestützt durch {0} Quellen</translation>
    </message>
    <message>
        <source>Weakly supported by {0} sources</source>
        <translation>Schwach gestützt durch {0} Quellen</translation>
    </message>
    <message>
        <source>corrected by {0}</source>
        <translation>korrigiert von {0}</translation>
    </message>
    <message>
        <source>to be looked at by {0}</source>
        <translation>anzusehen bis {0}</translation>
    </message>
    <message>
        <source>worked out by the rule “{0}”</source>
        <translation>ermittelt nach der Regel „{0}“</translation>
    </message>
    <message>
        <source>quoted word for word</source>
        <translation>Wort für Wort zitiert</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>trifft zu</translation>
    </message>
    <message>
        <source>does not hold</source>
        <translation>trifft nicht zu</translation>
    </message>
    <message>
        <source>is not known</source>
        <translation>ist nicht bekannt</translation>
    </message>
    <message>
        <source>Needed to tell: {0}</source>
        <translation>Dafür fehlt: {0}</translation>
    </message>
    <message>
        <source>It stands among the gaps and was asked once.</source>
        <translation>Die Frage steht bei den Lücken und wurde einmal gestellt.</translation>
    </message>
    <message>
        <source>It stands among the gaps and was asked {0} times.</source>
        <translation>Die Frage steht bei den Lücken und wurde {0}-mal gestellt.</translation>
    </message>
    <message>
        <source>Somebody looked at it before. {0}</source>
        <translation>Jemand hat sie schon angesehen. {0}</translation>
    </message>
    <message>
        <source>It is with {0}.</source>
        <translation>Sie liegt bei {0}.</translation>
    </message>
    <message>
        <source>correction by {0}</source>
        <translation>Korrektur von {0}</translation>
    </message>
    <message>
        <source>owned by {0}</source>
        <translation>verantwortlich: {0}</translation>
    </message>
    <message>
        <source>reviewed {0}</source>
        <translation>geprüft {0}</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
</context>
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
        <source>Conversations (Ctrl+H)</source>
        <translation>Gespräche (Strg+H)</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neues Gespräch</translation>
    </message>
    <message>
        <source>Begin a new conversation (Ctrl+N)</source>
        <translation>Ein neues Gespräch beginnen (Strg+N)</translation>
    </message>
    <message>
        <source>Check a text</source>
        <translation>Einen Text prüfen</translation>
    </message>
    <message>
        <source>Hold a text against the library, sentence by sentence (Ctrl+Shift+T)</source>
        <translation>Einen Text Satz für Satz mit der Bibliothek vergleichen (Strg+Umschalt+T)</translation>
    </message>
    <message>
        <source>Begin a new conversation</source>
        <translation>Ein neues Gespräch beginnen</translation>
    </message>
    <message>
        <source>Show or hide the conversations</source>
        <translation>Die Gespräche zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Search the conversations</source>
        <translation>In den Gesprächen suchen</translation>
    </message>
    <message>
        <source>Rename this conversation</source>
        <translation>Dieses Gespräch umbenennen</translation>
    </message>
    <message>
        <source>Remove this conversation</source>
        <translation>Dieses Gespräch entfernen</translation>
    </message>
    <message>
        <source>Copy the answer with citations</source>
        <translation>Die Antwort mit Belegen kopieren</translation>
    </message>
    <message>
        <source>Export this conversation as {0}</source>
        <translation>Dieses Gespräch ausgeben als {0}</translation>
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
        <source>Reading the conversations</source>
        <translation>Die Gespräche werden gelesen</translation>
    </message>
    <message>
        <source>Renaming a conversation</source>
        <translation>Ein Gespräch wird umbenannt</translation>
    </message>
    <message>
        <source>Removing a conversation</source>
        <translation>Ein Gespräch wird entfernt</translation>
    </message>
    <message>
        <source>Bringing a conversation back</source>
        <translation>Ein Gespräch wird zurückgeholt</translation>
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
        <source>1 question waits</source>
        <translation>1 Frage wartet</translation>
    </message>
    <message>
        <source>{0} questions wait</source>
        <translation>{0} Fragen warten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
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
    <name>AttachDialog</name>
    <message>
        <source>Attach to a unit</source>
        <translation>An eine Einheit hängen</translation>
    </message>
    <message>
        <source>Find a draft by words</source>
        <translation>Einen Entwurf nach Worten suchen</translation>
    </message>
    <message>
        <source>Find a draft</source>
        <translation>Entwurf suchen</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>There is no draft. Begin a unit first, or revise one that is approved.</source>
        <translation>Es gibt keinen Entwurf. Beginnen Sie zuerst eine Einheit oder überarbeiten Sie eine freigegebene.</translation>
    </message>
    <message>
        <source>The field that rests on these words</source>
        <translation>Das Feld, das auf diesen Worten ruht</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Anhängen</translation>
    </message>
    <message>
        <source>What rests on these words?</source>
        <translation>Was ruht auf diesen Worten?</translation>
    </message>
    <message>
        <source>Looking for drafts</source>
        <translation>Entwürfe werden gesucht</translation>
    </message>
    <message>
        <source>open in the editor</source>
        <translation>im Editor offen</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig machen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
</context>
<context>
    <name>BeginForm</name>
    <message>
        <source>One real event in a few words, such as: Drift at Mossgate Hydro, July 2025</source>
        <translation>Ein wirkliches Ereignis in wenigen Worten, etwa: Abweichung bei Mossgate Hydro, Juli 2025</translation>
    </message>
    <message>
        <source>Paste notes or a transcript, if there are any: their sentences become drafts.</source>
        <translation>Fügen Sie Notizen oder eine Niederschrift ein, wenn es welche gibt: ihre Sätze werden Entwürfe.</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>It becomes a</source>
        <translation>Daraus wird</translation>
    </message>
    <message>
        <source>Who answers</source>
        <translation>Wer antwortet</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>A new interview</source>
        <translation>Ein neues Interview</translation>
    </message>
    <message>
        <source>One event in which judgement made the difference: what was seen, what else was possible, what a novice misses.</source>
        <translation>Ein Ereignis, in dem das Urteil den Unterschied machte: was zu sehen war, was sonst möglich war, was ein Neuling übersieht.</translation>
    </message>
    <message>
        <source>Take notes from a file …</source>
        <translation>Notizen aus einer Datei nehmen …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>{0} (you)</source>
        <translation>{0} (Sie)</translation>
    </message>
    <message>
        <source>Notes or a transcript</source>
        <translation>Notizen oder Niederschrift</translation>
    </message>
    <message>
        <source>Text (*.txt *.md);;All files (*)</source>
        <translation>Text (*.txt *.md);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>BothTexts</name>
    <message>
        <source>Both texts</source>
        <translation>Beide Texte</translation>
    </message>
    <message>
        <source>Saved by {0}</source>
        <translation>Gespeichert von {0}</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Ihre Fassung</translation>
    </message>
    <message>
        <source>Both say the same.</source>
        <translation>Beide sagen dasselbe.</translation>
    </message>
</context>
<context>
    <name>Check</name>
    <message>
        <source>quoted</source>
        <translation>zitiert</translation>
    </message>
    <message>
        <source>supported</source>
        <translation>gestützt</translation>
    </message>
    <message>
        <source>partly supported</source>
        <translation>teilweise gestützt</translation>
    </message>
    <message>
        <source>contradicted</source>
        <translation>widersprochen</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>It stands in the library word for word.</source>
        <translation>Er steht wörtlich in der Bibliothek.</translation>
    </message>
    <message>
        <source>Every number, name and fact of it stands in the library.</source>
        <translation>Jede Zahl, jeder Name und jede Aussage darin steht in der Bibliothek.</translation>
    </message>
    <message>
        <source>Not all of it stands in the words found.</source>
        <translation>Nicht alles davon steht in den gefundenen Worten.</translation>
    </message>
    <message>
        <source>The library says otherwise.</source>
        <translation>Die Bibliothek sagt etwas anderes.</translation>
    </message>
    <message>
        <source>Nothing that you may read says so.</source>
        <translation>Nichts, was Sie lesen dürfen, sagt das.</translation>
    </message>
    <message>
        <source>The sentence is supported</source>
        <translation>Der Satz ist gestützt</translation>
    </message>
    <message>
        <source>The sentence is not supported</source>
        <translation>Der Satz ist nicht gestützt</translation>
    </message>
    <message>
        <source>All {0} sentences are supported</source>
        <translation>Alle {0} Sätze sind gestützt</translation>
    </message>
    <message>
        <source>{0} of {1} sentences are supported</source>
        <translation>{0} von {1} Sätzen sind gestützt</translation>
    </message>
</context>
<context>
    <name>CheckDialog</name>
    <message>
        <source>Check a text</source>
        <translation>Einen Text prüfen</translation>
    </message>
    <message>
        <source>Each sentence is held against what you may read: a letter, a report, another program’s answer.</source>
        <translation>Jeder Satz wird mit dem verglichen, was Sie lesen dürfen: ein Brief, ein Bericht, die Antwort eines anderen Programms.</translation>
    </message>
    <message>
        <source>Paste or type a text, or drop a text file here</source>
        <translation>Text einfügen oder schreiben, oder eine Textdatei hierher ziehen</translation>
    </message>
    <message>
        <source>Text to check</source>
        <translation>Zu prüfender Text</translation>
    </message>
    <message>
        <source>What it answers, if it answers a question (optional)</source>
        <translation>Worauf er antwortet, wenn er eine Frage beantwortet (freigestellt)</translation>
    </message>
    <message>
        <source>Question that the text answers</source>
        <translation>Frage, die der Text beantwortet</translation>
    </message>
    <message>
        <source>What the text says of another thing than was asked does not hold then</source>
        <translation>Was der Text von etwas anderem sagt, als gefragt war, hält dann nicht stand</translation>
    </message>
    <message>
        <source>Open a file …</source>
        <translation>Datei öffnen …</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Check the text (Ctrl+Enter)</source>
        <translation>Den Text prüfen (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Sentences of the text</source>
        <translation>Sätze des Textes</translation>
    </message>
    <message>
        <source>Change the text</source>
        <translation>Text ändern</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the sentences with the words that they rest on</source>
        <translation>Die Sätze mit den Worten kopieren, auf denen sie beruhen</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Ausgeben …</translation>
    </message>
    <message>
        <source>Save the sentences with the words that they rest on as Markdown</source>
        <translation>Die Sätze mit den Worten, auf denen sie beruhen, als Markdown sichern</translation>
    </message>
    <message>
        <source>Open a text</source>
        <translation>Einen Text öffnen</translation>
    </message>
    <message>
        <source>Text files (*.txt *.md *.rst);;All files (*)</source>
        <translation>Textdateien (*.txt *.md *.rst);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation>{0} wird gelesen</translation>
    </message>
    <message>
        <source>Checking a text</source>
        <translation>Ein Text wird geprüft</translation>
    </message>
    <message>
        <source>{0} of {1} sentences</source>
        <translation>{0} von {1} Sätzen</translation>
    </message>
    <message>
        <source>Something unexpected went wrong; the text is kept.</source>
        <translation>Etwas Unerwartetes ist schiefgegangen; der Text bleibt erhalten.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Opening a source</source>
        <translation>Eine Quelle wird geöffnet</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Ausgeben</translation>
    </message>
    <message>
        <source>checked text</source>
        <translation>geprüfter Text</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Exporting to {0}</source>
        <translation>Ausgabe nach {0}</translation>
    </message>
    <message>
        <source>Exported to {0}</source>
        <translation>Ausgegeben nach {0}</translation>
    </message>
</context>
<context>
    <name>Compared</name>
    <message>
        <source>Before: {0}. Now: {1}</source>
        <translation>Vorher: {0}. Jetzt: {1}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
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
    <name>ConditionInput</name>
    <message>
        <source>Names, comparisons, and, or, not. Example: order value is over 5,000 EUR and not urgent.</source>
        <translation>Namen, Vergleiche, and, or, not. Beispiel: order value is over 5,000 EUR and not urgent.</translation>
    </message>
    <message>
        <source>✓ It asks for: {0}</source>
        <translation>✓ Sie fragt nach: {0}</translation>
    </message>
</context>
<context>
    <name>ConflictCard</name>
    <message>
        <source>Conflict {0} of {1}: {2}</source>
        <translation>Widerspruch {0} von {1}: {2}</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>Read it in its place</source>
        <translation>An seiner Stelle lesen</translation>
    </message>
    <message>
        <source>Read “{0}” in its place</source>
        <translation>„{0}“ an seiner Stelle lesen</translation>
    </message>
    <message>
        <source>Conflict {0} of {1}</source>
        <translation>Widerspruch {0} von {1}</translation>
    </message>
    <message>
        <source>This unit</source>
        <translation>Diese Einheit</translation>
    </message>
    <message>
        <source>For example: {0}</source>
        <translation>Zum Beispiel: {0}</translation>
    </message>
    <message>
        <source>A document cannot be superseded by a unit; accept it, or remove the document.</source>
        <translation>Ein Dokument kann nicht von einer Einheit abgelöst werden; lassen Sie beide gelten oder entfernen Sie das Dokument.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>geklärt</translation>
    </message>
</context>
<context>
    <name>Conflicts</name>
    <message>
        <source>Looking for what says otherwise …</source>
        <translation>Es wird gesucht, was anderes sagt …</translation>
    </message>
    <message>
        <source>Nothing approved and no document says otherwise.</source>
        <translation>Nichts Freigegebenes und kein Dokument sagt etwas anderes.</translation>
    </message>
    <message>
        <source>1 conflict is open.</source>
        <translation>1 Widerspruch ist offen.</translation>
    </message>
    <message>
        <source>{0} conflicts are open.</source>
        <translation>{0} Widersprüche sind offen.</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>Hide the list (Ctrl+H)</source>
        <translation>Die Liste verbergen (Strg+H)</translation>
    </message>
    <message>
        <source>Hide the conversations</source>
        <translation>Die Gespräche verbergen</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Gespräche durchsuchen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig machen</translation>
    </message>
    <message>
        <source>No title has these words.</source>
        <translation>Kein Titel enthält diese Worte.</translation>
    </message>
    <message>
        <source>What you ask is kept here, with its evidence.</source>
        <translation>Was Sie fragen, wird hier mit seinen Belegen aufbewahrt.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Rename	F2</source>
        <translation>Umbenennen	F2</translation>
    </message>
    <message>
        <source>Remove	Del</source>
        <translation>Entfernen	Entf</translation>
    </message>
    <message>
        <source>Removed “{0}”</source>
        <translation>„{0}“ entfernt</translation>
    </message>
    <message>
        <source>Its questions and answers stay in the log of runs.</source>
        <translation>Seine Fragen und Antworten bleiben im Protokoll der Läufe.</translation>
    </message>
    <message>
        <source>Bring back {0}</source>
        <translation>{0} zurückholen</translation>
    </message>
</context>
<context>
    <name>ConversationModel</name>
    <message>
        <source>{0}, {1}, {2}</source>
        <translation>{0}, {1}, {2}</translation>
    </message>
</context>
<context>
    <name>CorrectionLine</name>
    <message>
        <source>What is right</source>
        <translation>Was richtig ist</translation>
    </message>
    <message>
        <source>What is right, in a sentence or two that can be quoted</source>
        <translation>Was richtig ist, in ein oder zwei Sätzen, die sich zitieren lassen</translation>
    </message>
    <message>
        <source>Pin it</source>
        <translation>Anheften</translation>
    </message>
</context>
<context>
    <name>CorrectionView</name>
    <message>
        <source>Correction</source>
        <translation>Korrektur</translation>
    </message>
    <message>
        <source>look at it by {0}</source>
        <translation>anzusehen bis {0}</translation>
    </message>
    <message>
        <source>pinned by {0}</source>
        <translation>angeheftet von {0}</translation>
    </message>
    <message>
        <source>Nobody looked at it in time.</source>
        <translation>Niemand hat sie rechtzeitig angesehen.</translation>
    </message>
    <message>
        <source>What answers now</source>
        <translation>Was jetzt antwortet</translation>
    </message>
    <message>
        <source>It is {0}.</source>
        <translation>Sie ist {0}.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Reason: needed to reject it</source>
        <translation>Grund: nötig, um sie abzulehnen</translation>
    </message>
    <message>
        <source>Reason (optional)</source>
        <translation>Grund (freiwillig)</translation>
    </message>
    <message>
        <source>It is right</source>
        <translation>Sie stimmt</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>You pinned it: somebody else confirms it.</source>
        <translation>Sie haben sie angeheftet: jemand anderes bestätigt sie.</translation>
    </message>
</context>
<context>
    <name>Cover</name>
    <message>
        <source>Drop to add to the library</source>
        <translation>Ablegen, um der Bibliothek etwas hinzuzufügen</translation>
    </message>
</context>
<context>
    <name>Dates</name>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
</context>
<context>
    <name>DayInput</name>
    <message>
        <source>2026-03-31, or empty</source>
        <translation>2026-03-31 oder leer</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message>
        <source>Keeping your feedback</source>
        <translation>Ihre Rückmeldung wird aufgenommen</translation>
    </message>
    <message>
        <source>Looking further</source>
        <translation>Es wird weiter gesucht</translation>
    </message>
    <message>
        <source>Putting a question before the experts</source>
        <translation>Eine Frage wird den Fachleuten vorgelegt</translation>
    </message>
    <message>
        <source>Asking an expert</source>
        <translation>Jemand vom Fach wird gefragt</translation>
    </message>
    <message>
        <source>{0} was asked. You are told when it is answered.</source>
        <translation>{0} wurde gefragt. Sie erfahren es, wenn die Frage beantwortet ist.</translation>
    </message>
    <message>
        <source>Your note is kept with the question.</source>
        <translation>Ihre Notiz steht bei der Frage.</translation>
    </message>
    <message>
        <source>Gaps are assigned and answered in Review.</source>
        <translation>Lücken werden unter Prüfung zugewiesen und beantwortet.</translation>
    </message>
    <message>
        <source>Show the gaps</source>
        <translation>Lücken zeigen</translation>
    </message>
    <message>
        <source>Pinning a correction</source>
        <translation>Eine Korrektur wird angeheftet</translation>
    </message>
    <message>
        <source>It answers from now on. Somebody else looks at it by {0}.</source>
        <translation>Sie antwortet ab jetzt. Jemand anderes sieht sie bis {0} an.</translation>
    </message>
    <message>
        <source>Following a question</source>
        <translation>Eine Frage wird verfolgt</translation>
    </message>
    <message>
        <source>Looking what is followed</source>
        <translation>Es wird nachgesehen, was verfolgt wird</translation>
    </message>
    <message>
        <source>Reading a run</source>
        <translation>Ein Lauf wird gelesen</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Looking for the workspace</source>
        <translation>Der Arbeitsbereich wird gesucht</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>Etwas Unerwartetes ist schiefgegangen.</translation>
    </message>
    <message>
        <source>Nothing that was saved is lost, and you can go on. The details help whoever looks into it; they may name your files.</source>
        <translation>Nichts Gespeichertes ist verloren, und Sie können weitermachen. Die Einzelheiten helfen denen, die nachsehen; sie können Ihre Dateien nennen.</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Die Einzelheiten kopieren</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Verglichen mit</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Passagen</translation>
    </message>
    <message>
        <source>Answers that cite it</source>
        <translation>Antworten, die es anführen</translation>
    </message>
    <message>
        <source>About this document</source>
        <translation>Über dieses Dokument</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Cited</source>
        <translation>Angeführt</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Close the document</source>
        <translation>Das Dokument schließen</translation>
    </message>
    <message>
        <source>Version {0}  ·  read {1}</source>
        <translation>Version {0}  ·  gelesen {1}</translation>
    </message>
    <message>
        <source>as of {0}</source>
        <translation>Stand {0}</translation>
    </message>
    <message>
        <source>There is one version so far. When the file changes, what changed is shown here.</source>
        <translation>Bisher gibt es eine Version. Ändert sich die Datei, steht hier, was sich geändert hat.</translation>
    </message>
    <message>
        <source>version {0}</source>
        <translation>Version {0}</translation>
    </message>
    <message>
        <source>From version {0} to version {1}: {2} came, {3} went.</source>
        <translation>Von Version {0} zu Version {1}: {2} gekommen, {3} weggefallen.</translation>
    </message>
    <message>
        <source>The text is the same in both versions.</source>
        <translation>Der Text ist in beiden Versionen derselbe.</translation>
    </message>
    <message>
        <source>page {0}</source>
        <translation>Seite {0}</translation>
    </message>
    <message>
        <source>beginning</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>… and {0} more</source>
        <translation>… und {0} weitere</translation>
    </message>
    <message>
        <source>No answer has cited it yet.</source>
        <translation>Noch keine Antwort hat es angeführt.</translation>
    </message>
    <message>
        <source>Cited in {0}; those that others asked are not shown.</source>
        <translation>Angeführt in {0}; was andere gefragt haben, wird nicht gezeigt.</translation>
    </message>
    <message>
        <source>Cited in {0}.</source>
        <translation>Angeführt in {0}.</translation>
    </message>
    <message>
        <source>It was removed from the library; its words are kept for citations.</source>
        <translation>Es wurde aus der Bibliothek entfernt; seine Worte sind für Belege aufbewahrt.</translation>
    </message>
    <message>
        <source>The newest state of its file was not read. {0} {1}</source>
        <translation>Der neueste Stand seiner Datei wurde nicht gelesen. {0} {1}</translation>
    </message>
    <message>
        <source>No text was found in it, so nothing in it can be found. Look whether it is the right file.</source>
        <translation>Es wurde kein Text darin gefunden, also ist nichts daraus zu finden. Sehen Sie nach, ob es die richtige Datei ist.</translation>
    </message>
    <message>
        <source>Its file is not there now; what was read is kept.</source>
        <translation>Seine Datei ist gerade nicht da; was gelesen wurde, bleibt.</translation>
    </message>
    <message>
        <source>With it came</source>
        <translation>Damit kamen</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>{0} (by default, nobody chose it)</source>
        <translation>{0} (Vorgabe, niemand hat sie gewählt)</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Came in</source>
        <translation>Gekommen mit</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
</context>
<context>
    <name>DifferenceView</name>
    <message>
        <source>Difference between two versions</source>
        <translation>Unterschied zwischen zwei Versionen</translation>
    </message>
    <message>
        <source>Version {0} has nothing like this passage.</source>
        <translation>Version {0} hat nichts wie diese Passage.</translation>
    </message>
    <message>
        <source>The passage says the same in both versions.</source>
        <translation>Die Passage sagt in beiden Versionen dasselbe.</translation>
    </message>
    <message>
        <source>From version {0} to version {1}</source>
        <translation>Von Version {0} zu Version {1}</translation>
    </message>
    <message>
        <source>Version {0}, as of {1}</source>
        <translation>Version {0}, Stand {1}</translation>
    </message>
</context>
<context>
    <name>DocumentModel</name>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>partly read</source>
        <translation>teilweise gelesen</translation>
    </message>
    <message>
        <source>no text</source>
        <translation>kein Text</translation>
    </message>
    <message>
        <source>not newest</source>
        <translation>nicht das Neueste</translation>
    </message>
    <message>
        <source>came in “{0}”</source>
        <translation>kam in „{0}“</translation>
    </message>
    <message>
        <source>chosen by somebody</source>
        <translation>von jemandem gewählt</translation>
    </message>
    <message>
        <source>the default: nobody chose it</source>
        <translation>die Vorgabe: niemand hat sie gewählt</translation>
    </message>
    <message>
        <source>as of {0} ({1})</source>
        <translation>Stand {0} ({1})</translation>
    </message>
</context>
<context>
    <name>DocumentPicker</name>
    <message>
        <source>Looking for documents</source>
        <translation>Dokumente werden gesucht</translation>
    </message>
</context>
<context>
    <name>DocumentTable</name>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
</context>
<context>
    <name>Earlier</name>
    <message>
        <source>Reading a conversation</source>
        <translation>Ein Gespräch wird gelesen</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Whether it is saved</source>
        <translation>Ob es gespeichert ist</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Go on reading; the draft is saved</source>
        <translation>Weiterlesen; der Entwurf ist gespeichert</translation>
    </message>
    <message>
        <source>Submit for review</source>
        <translation>Zur Prüfung einreichen</translation>
    </message>
    <message>
        <source>{0}, revision {1}</source>
        <translation>{0}, Fassung {1}</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Writing …</source>
        <translation>Es wird geschrieben …</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Saving a unit</source>
        <translation>Eine Einheit wird gespeichert</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Reading both texts</source>
        <translation>Beide Texte werden gelesen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Nochmals versuchen</translation>
    </message>
    <message>
        <source>{0} saved this unit while you were writing. Both texts are kept.</source>
        <translation>{0} hat diese Einheit gespeichert, während Sie schrieben. Beide Texte sind aufbewahrt.</translation>
    </message>
    <message>
        <source>Show both</source>
        <translation>Beide zeigen</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meinen behalten</translation>
    </message>
    <message>
        <source>Go on with theirs</source>
        <translation>Mit dem anderen weitermachen</translation>
    </message>
    <message>
        <source>A text of yours from {0} is kept beside this one.</source>
        <translation>Ein Text von Ihnen vom {0} ist neben diesem aufbewahrt.</translation>
    </message>
    <message>
        <source>Take mine</source>
        <translation>Meinen nehmen</translation>
    </message>
    <message>
        <source>Forget mine</source>
        <translation>Meinen verwerfen</translation>
    </message>
    <message>
        <source>Bringing texts together</source>
        <translation>Texte werden zusammengebracht</translation>
    </message>
    <message>
        <source>Forgetting a text</source>
        <translation>Ein Text wird verworfen</translation>
    </message>
    <message>
        <source>Looking what is missing</source>
        <translation>Es wird nachgesehen, was fehlt</translation>
    </message>
    <message>
        <source>Submitting a unit</source>
        <translation>Eine Einheit wird eingereicht</translation>
    </message>
    <message>
        <source>Changing who is asked</source>
        <translation>Wer gefragt wird, wird geändert</translation>
    </message>
    <message>
        <source>Choose a unit</source>
        <translation>Einheit wählen</translation>
    </message>
    <message>
        <source>Choose a document</source>
        <translation>Dokument wählen</translation>
    </message>
    <message>
        <source>Attaching evidence</source>
        <translation>Ein Beleg wird angehängt</translation>
    </message>
</context>
<context>
    <name>EvidenceList</name>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Show the evidence ({0})</source>
        <translation>Belege zeigen ({0})</translation>
    </message>
    <message>
        <source>{0} more looked at</source>
        <translation>{0} weitere angesehen</translation>
    </message>
</context>
<context>
    <name>EvidenceRow</name>
    <message>
        <source>Evidence {0}</source>
        <translation>Beleg {0}</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>Angesehen</translation>
    </message>
</context>
<context>
    <name>ExpertForm</name>
    <message>
        <source>Ask an expert</source>
        <translation>Fachleute fragen</translation>
    </message>
    <message>
        <source>Who is asked</source>
        <translation>Wer gefragt wird</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>What they should know: who waits for it, until when (optional)</source>
        <translation>Was man dazu wissen sollte: wer wartet, bis wann (freiwillig)</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Add the note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Word (*.docx)</source>
        <translation>Word (*.docx)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Ausgeben</translation>
    </message>
    <message>
        <source>Exporting to {0}</source>
        <translation>Ausgabe nach {0}</translation>
    </message>
    <message>
        <source>Exported to {0}</source>
        <translation>Ausgegeben nach {0}</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Den Ordner öffnen</translation>
    </message>
    <message>
        <source>The file could not be made; the answer is kept here.</source>
        <translation>Die Datei ließ sich nicht anlegen; die Antwort bleibt hier.</translation>
    </message>
    <message>
        <source>Choose another place</source>
        <translation>Anderen Ort wählen</translation>
    </message>
</context>
<context>
    <name>FeedbackBar</name>
    <message>
        <source>Useful</source>
        <translation>Nützlich</translation>
    </message>
    <message>
        <source>The answer helped</source>
        <translation>Die Antwort hat geholfen</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>The answer says something that is not so</source>
        <translation>Die Antwort sagt etwas, das nicht stimmt</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>Unvollständig</translation>
    </message>
    <message>
        <source>Something is missing from the answer</source>
        <translation>Der Antwort fehlt etwas</translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation>Korrigieren</translation>
    </message>
    <message>
        <source>Say what is right; it answers at once, and somebody else looks at it within a week</source>
        <translation>Sagen Sie, was richtig ist; es antwortet sofort, und jemand anderes sieht es binnen einer Woche an</translation>
    </message>
</context>
<context>
    <name>FieldBox</name>
    <message>
        <source>needed</source>
        <translation>nötig</translation>
    </message>
    <message>
        <source>Words that you may not read, or that are gone</source>
        <translation>Worte, die Sie nicht lesen dürfen oder die es nicht mehr gibt</translation>
    </message>
    <message>
        <source>Detach this evidence</source>
        <translation>Diesen Beleg lösen</translation>
    </message>
</context>
<context>
    <name>FieldPart</name>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>weggefallen</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>words that you may not read, or that were erased</source>
        <translation>Worte, die Sie nicht lesen dürfen oder die gelöscht wurden</translation>
    </message>
</context>
<context>
    <name>FileLog</name>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>FilesDialog</name>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filter by title or path</source>
        <translation>Nach Titel oder Pfad filtern</translation>
    </message>
    <message>
        <source>Filter documents</source>
        <translation>Dokumente filtern</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Any type</source>
        <translation>Jede Art</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Any label</source>
        <translation>Jede Stufe</translation>
    </message>
    <message>
        <source>chosen by nobody</source>
        <translation>von niemandem gewählt</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Any age</source>
        <translation>Jedes Alter</translation>
    </message>
    <message>
        <source>newer than a month</source>
        <translation>jünger als ein Monat</translation>
    </message>
    <message>
        <source>newer than a year</source>
        <translation>jünger als ein Jahr</translation>
    </message>
    <message>
        <source>older than a year</source>
        <translation>älter als ein Jahr</translation>
    </message>
    <message>
        <source>older than 3 years</source>
        <translation>älter als 3 Jahre</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Any health</source>
        <translation>Jeder Zustand</translation>
    </message>
    <message>
        <source>not read in full</source>
        <translation>nicht vollständig gelesen</translation>
    </message>
    <message>
        <source>no text, or not newest</source>
        <translation>kein Text oder nicht das Neueste</translation>
    </message>
    <message>
        <source>newer file not read</source>
        <translation>neuere Datei nicht gelesen</translation>
    </message>
</context>
<context>
    <name>FindingModel</name>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>… and {0} more</source>
        <translation>… und {0} weitere</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message>
        <source>{0} by default</source>
        <translation>{0} als Vorgabe</translation>
    </message>
    <message>
        <source>{0} not read</source>
        <translation>{0} nicht gelesen</translation>
    </message>
    <message>
        <source>last change {0}</source>
        <translation>letzte Änderung {0}</translation>
    </message>
    <message>
        <source>without {0}</source>
        <translation>ohne {0}</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Label of {0}</source>
        <translation>Stufe von {0}</translation>
    </message>
    <message>
        <source>Left out …</source>
        <translation>Ausgelassen …</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Nochmals durchsehen</translation>
    </message>
    <message>
        <source>Show documents</source>
        <translation>Dokumente zeigen</translation>
    </message>
    <message>
        <source>Stop following …</source>
        <translation>Nicht mehr verfolgen …</translation>
    </message>
    <message>
        <source>▲ away: its documents are kept until it is back</source>
        <translation>▲ nicht da: seine Dokumente bleiben, bis er zurück ist</translation>
    </message>
    <message>
        <source>▲ not followed</source>
        <translation>▲ nicht verfolgt</translation>
    </message>
    <message>
        <source>◐ looked at again and again</source>
        <translation>◐ wird immer wieder durchgesehen</translation>
    </message>
    <message>
        <source>● followed</source>
        <translation>● verfolgt</translation>
    </message>
    <message>
        <source>○ not followed yet</source>
        <translation>○ noch nicht verfolgt</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Names that are not read, separated by commas, such as *.bak, drafts:</source>
        <translation>Namen, die nicht gelesen werden, durch Kommas getrennt, etwa *.bak, drafts:</translation>
    </message>
</context>
<context>
    <name>FoldersView</name>
    <message>
        <source>Followed folders</source>
        <translation>Verfolgte Ordner</translation>
    </message>
    <message>
        <source>No folder is followed yet. A folder that you add is read, and followed when its files change.</source>
        <translation>Noch wird kein Ordner verfolgt. Ein Ordner, den Sie hinzufügen, wird gelesen und bei Änderungen verfolgt.</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Einen Ordner hinzufügen</translation>
    </message>
</context>
<context>
    <name>FollowView</name>
    <message>
        <source>Followed question</source>
        <translation>Verfolgte Frage</translation>
    </message>
    <message>
        <source>The answer</source>
        <translation>Die Antwort</translation>
    </message>
    <message>
        <source>No longer cited</source>
        <translation>Nicht mehr angeführt</translation>
    </message>
    <message>
        <source>Cited now</source>
        <translation>Jetzt angeführt</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Ask it again</source>
        <translation>Nochmals stellen</translation>
    </message>
    <message>
        <source>Follow it no more</source>
        <translation>Nicht mehr verfolgen</translation>
    </message>
</context>
<context>
    <name>Follower</name>
    <message>
        <source>Preparing to follow folders</source>
        <translation>Das Verfolgen von Ordnern wird vorbereitet</translation>
    </message>
    <message>
        <source>Following folders</source>
        <translation>Ordner werden verfolgt</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>Etwas Unerwartetes ist schiefgegangen.</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>Previous citation (K)</source>
        <translation>Voriger Beleg (K)</translation>
    </message>
    <message>
        <source>Next citation (J)</source>
        <translation>Nächster Beleg (J)</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Fit the width (Ctrl+0)</source>
        <translation>An die Breite anpassen (Strg+0)</translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation>An die Breite anpassen</translation>
    </message>
    <message>
        <source>Smaller (Ctrl+−)</source>
        <translation>Kleiner (Strg+−)</translation>
    </message>
    <message>
        <source>Larger (Ctrl++)</source>
        <translation>Größer (Strg++)</translation>
    </message>
    <message>
        <source>citation {0} of {1}</source>
        <translation>Beleg {0} von {1}</translation>
    </message>
    <message>
        <source>of {0}</source>
        <translation>von {0}</translation>
    </message>
    <message>
        <source>{0} percent; fit the width</source>
        <translation>{0} Prozent; an die Breite anpassen</translation>
    </message>
</context>
<context>
    <name>GapDetail</name>
    <message>
        <source>Gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <source>Choose a gap to see its questions and what comes close.</source>
        <translation>Wählen Sie eine Lücke, um ihre Fragen und das Nächstliegende zu sehen.</translation>
    </message>
    <message>
        <source>First {0}, last {1}</source>
        <translation>Zuerst {0}, zuletzt {1}</translation>
    </message>
    <message>
        <source>Asked again after the approval: {0} of {1} answered.</source>
        <translation>Nach der Freigabe nochmals gefragt: {0} von {1} beantwortet.</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Wieder öffnen</translation>
    </message>
    <message>
        <source>Answer it</source>
        <translation>Beantworten</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Interview</source>
        <translation>Interview</translation>
    </message>
    <message>
        <source>Be asked question by question, and have the fields drafted out of the answers</source>
        <translation>Frage für Frage gefragt werden; aus den Antworten werden die Felder entworfen</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Begin a unit with this question as its title</source>
        <translation>Eine Einheit mit dieser Frage als Titel beginnen</translation>
    </message>
    <message>
        <source>Or ask somebody</source>
        <translation>Oder jemanden fragen</translation>
    </message>
    <message>
        <source>Proposed: {0}.</source>
        <translation>Vorgeschlagen: {0}.</translation>
    </message>
    <message>
        <source>Who is to answer it</source>
        <translation>Wer sie beantworten soll</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Zuweisen</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Or say why it needs no answer</source>
        <translation>Oder sagen, warum es keine Antwort braucht</translation>
    </message>
    <message>
        <source>Why it needs no answer</source>
        <translation>Warum es keine Antwort braucht</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Open the unit</source>
        <translation>Die Einheit öffnen</translation>
    </message>
    <message>
        <source>Open the interview</source>
        <translation>Das Interview öffnen</translation>
    </message>
    <message>
        <source>Its questions  {0}</source>
        <translation>Ihre Fragen  {0}</translation>
    </message>
    <message>
        <source>What comes closest</source>
        <translation>Was am nächsten kommt</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lesen</translation>
    </message>
</context>
<context>
    <name>GapsView</name>
    <message>
        <source>Find a question</source>
        <translation>Eine Frage suchen</translation>
    </message>
    <message>
        <source>Which gaps</source>
        <translation>Welche Lücken</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Most often first</source>
        <translation>Häufigste zuerst</translation>
    </message>
    <message>
        <source>Last asked first</source>
        <translation>Zuletzt gefragte zuerst</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>No gaps. Questions that are not answered, or said to be answered wrongly, are gathered here.</source>
        <translation>Keine Lücken. Fragen, die nicht oder nach Rückmeldung falsch beantwortet wurden, sammeln sich hier.</translation>
    </message>
    <message>
        <source>Sort them in</source>
        <translation>Einordnen</translation>
    </message>
    <message>
        <source>Gather the questions that came in since by what they mean</source>
        <translation>Die seither gekommenen Fragen nach ihrer Bedeutung zusammenfassen</translation>
    </message>
    <message>
        <source>{0} more</source>
        <translation>{0} weitere</translation>
    </message>
    <message>
        <source>1 gap</source>
        <translation>1 Lücke</translation>
    </message>
    <message>
        <source>{0} gaps</source>
        <translation>{0} Lücken</translation>
    </message>
    <message>
        <source>1 question came in since</source>
        <translation>1 Frage kam seither hinzu</translation>
    </message>
    <message>
        <source>{0} questions came in since</source>
        <translation>{0} Fragen kamen seither hinzu</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>How complete it is</source>
        <translation>Wie vollständig es ist</translation>
    </message>
    <message>
        <source>An interviewer would ask</source>
        <translation>Im Interview würde gefragt</translation>
    </message>
</context>
<context>
    <name>InboxView</name>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Nothing waits for you. Reviews, gaps and units in doubt are told here.</source>
        <translation>Nichts wartet auf Sie. Prüfungen, Lücken und zweifelhafte Einheiten werden hier gemeldet.</translation>
    </message>
    <message>
        <source>{0} more</source>
        <translation>{0} weitere</translation>
    </message>
    <message>
        <source>by {0}</source>
        <translation>von {0}</translation>
    </message>
</context>
<context>
    <name>InterviewsView</name>
    <message>
        <source>Interviews</source>
        <translation>Interviews</translation>
    </message>
    <message>
        <source>Nobody was interviewed yet. Questions about one real event bring out what experience knows.</source>
        <translation>Noch wurde niemand befragt. Fragen zu einem wirklichen Ereignis bringen hervor, was Erfahrung weiß.</translation>
    </message>
    <message>
        <source>Begin an interview</source>
        <translation>Ein Interview beginnen</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Im Gange</translation>
    </message>
    <message>
        <source>1 question dealt with</source>
        <translation>1 Frage behandelt</translation>
    </message>
    <message>
        <source>{0} questions dealt with</source>
        <translation>{0} Fragen behandelt</translation>
    </message>
    <message>
        <source>from notes</source>
        <translation>aus Notizen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>InventoryView</name>
    <message>
        <source>Look the library over</source>
        <translation>Bibliothek durchsehen</translation>
    </message>
    <message>
        <source>Kinds of findings</source>
        <translation>Arten von Befunden</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>An inventory looks for copies, versions that disagree, what could not be read, what nobody labelled, and what is old.</source>
        <translation>Eine Bestandsaufnahme sucht nach Kopien, nach Versionen, die sich widersprechen, nach dem, was sich nicht lesen ließ, was niemand eingestuft hat und was alt ist.</translation>
    </message>
    <message>
        <source>Looking the library over</source>
        <translation>Die Bibliothek wird durchgesehen</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Nochmals durchsehen</translation>
    </message>
    <message>
        <source>{0} looked over in {1} s: {2}.</source>
        <translation>{0} in {1} s durchgesehen: {2}.</translation>
    </message>
    <message>
        <source>nothing is amiss</source>
        <translation>nichts zu beanstanden</translation>
    </message>
    <message>
        <source>Nothing is amiss.</source>
        <translation>Nichts zu beanstanden.</translation>
    </message>
    <message>
        <source>Open side by side</source>
        <translation>Nebeneinander öffnen</translation>
    </message>
    <message>
        <source>Remove the older one …</source>
        <translation>Das ältere entfernen …</translation>
    </message>
    <message>
        <source>Remove the others …</source>
        <translation>Die anderen entfernen …</translation>
    </message>
    <message>
        <source>Install the extra citewell[ocr] on this machine, then try again; or run OCR on the file yourself and save it in its place.</source>
        <translation>Installieren Sie den Zusatz citewell[ocr] auf diesem Rechner und versuchen Sie es noch einmal; oder lassen Sie selbst eine Texterkennung über die Datei laufen und speichern Sie sie an ihrer Stelle.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Nochmals versuchen</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Mark as reviewed</source>
        <translation>Als geprüft vermerken</translation>
    </message>
    <message>
        <source>Marking as reviewed</source>
        <translation>Wird als geprüft vermerkt</translation>
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
</context>
<context>
    <name>JobsList</name>
    <message>
        <source>Running jobs</source>
        <translation>Laufende Arbeiten</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
</context>
<context>
    <name>KindChooser</name>
    <message>
        <source>New unit</source>
        <translation>Neue Einheit</translation>
    </message>
    <message>
        <source>What do you want to write down?</source>
        <translation>Was möchten Sie aufschreiben?</translation>
    </message>
    <message>
        <source>Template: {0}</source>
        <translation>Vorlage: {0}</translation>
    </message>
</context>
<context>
    <name>Knowledge</name>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>being revised</source>
        <translation>wird überarbeitet</translation>
    </message>
    <message>
        <source>revision in review</source>
        <translation>Überarbeitung in Prüfung</translation>
    </message>
    <message>
        <source>due {0}</source>
        <translation>fällig {0}</translation>
    </message>
    <message>
        <source>a new revision is being written</source>
        <translation>eine neue Fassung wird geschrieben</translation>
    </message>
    <message>
        <source>a new revision is in review</source>
        <translation>eine neue Fassung ist in Prüfung</translation>
    </message>
    <message>
        <source>Complete: nothing is missing.</source>
        <translation>Vollständig: nichts fehlt.</translation>
    </message>
    <message>
        <source>Just begun</source>
        <translation>Gerade begonnen</translation>
    </message>
    <message>
        <source>Nearly complete</source>
        <translation>Fast vollständig</translation>
    </message>
    <message>
        <source>Half way</source>
        <translation>Auf halbem Weg</translation>
    </message>
    <message>
        <source>1 thing is missing</source>
        <translation>1 Angabe fehlt</translation>
    </message>
    <message>
        <source>{0} things are missing</source>
        <translation>{0} Angaben fehlen</translation>
    </message>
</context>
<context>
    <name>KnowledgePage</name>
    <message>
        <source>New unit</source>
        <translation>Neue Einheit</translation>
    </message>
    <message>
        <source>Write down what you know (Ctrl+Shift+U)</source>
        <translation>Aufschreiben, was Sie wissen (Strg+Umschalt+U)</translation>
    </message>
    <message>
        <source>No unit matches.</source>
        <translation>Keine Einheit passt.</translation>
    </message>
    <message>
        <source>Choose a unit to read it.</source>
        <translation>Wählen Sie eine Einheit, um sie zu lesen.</translation>
    </message>
    <message>
        <source>What you know and nobody wrote down: decisions, rules, cases. Once somebody else has approved it, answers cite it.</source>
        <translation>Was Sie wissen und niemand aufgeschrieben hat: Entscheidungen, Regeln, Fälle. Sobald jemand anderes es freigegeben hat, führen Antworten es an.</translation>
    </message>
    <message>
        <source>Write the first unit</source>
        <translation>Die erste Einheit schreiben</translation>
    </message>
    <message>
        <source>Find units</source>
        <translation>Einheiten suchen</translation>
    </message>
    <message>
        <source>Submit the unit for review</source>
        <translation>Die Einheit zur Prüfung einreichen</translation>
    </message>
    <message>
        <source>Finish writing</source>
        <translation>Das Schreiben beenden</translation>
    </message>
    <message>
        <source>Check all rules against one another</source>
        <translation>Alle Regeln gegeneinander prüfen</translation>
    </message>
    <message>
        <source>Reading the units</source>
        <translation>Die Einheiten werden gelesen</translation>
    </message>
    <message>
        <source>1 unit</source>
        <translation>1 Einheit</translation>
    </message>
    <message>
        <source>{0} units</source>
        <translation>{0} Einheiten</translation>
    </message>
    <message>
        <source>Reading more units</source>
        <translation>Weitere Einheiten werden gelesen</translation>
    </message>
    <message>
        <source>Opening a unit</source>
        <translation>Eine Einheit wird geöffnet</translation>
    </message>
    <message>
        <source>Submitted. Somebody else who may review looks at it now.</source>
        <translation>Eingereicht. Jemand anderes, der prüfen darf, sieht sie jetzt an.</translation>
    </message>
    <message>
        <source>Beginning a revision</source>
        <translation>Eine Überarbeitung wird begonnen</translation>
    </message>
    <message>
        <source>Withdrawn: it is a draft again.</source>
        <translation>Zurückgezogen: sie ist wieder ein Entwurf.</translation>
    </message>
    <message>
        <source>Withdrawing a unit</source>
        <translation>Eine Einheit wird zurückgezogen</translation>
    </message>
    <message>
        <source>“{0}” is retired; every revision of it is kept.</source>
        <translation>„{0}“ ist stillgelegt; jede Fassung bleibt aufbewahrt.</translation>
    </message>
    <message>
        <source>Retiring a unit</source>
        <translation>Eine Einheit wird stillgelegt</translation>
    </message>
    <message>
        <source>“{0}” is a draft again.</source>
        <translation>„{0}“ ist wieder ein Entwurf.</translation>
    </message>
    <message>
        <source>Bringing a unit back</source>
        <translation>Eine Einheit wird zurückgeholt</translation>
    </message>
    <message>
        <source>Comparing revisions</source>
        <translation>Fassungen werden verglichen</translation>
    </message>
    <message>
        <source>Open a rule first: it is checked against all others.</source>
        <translation>Öffnen Sie zuerst eine Regel: sie wird gegen alle anderen geprüft.</translation>
    </message>
    <message>
        <source>Checking rules</source>
        <translation>Regeln werden geprüft</translation>
    </message>
    <message>
        <source>Reading the templates</source>
        <translation>Die Vorlagen werden gelesen</translation>
    </message>
    <message>
        <source>Beginning a unit</source>
        <translation>Eine Einheit wird begonnen</translation>
    </message>
    <message>
        <source>“{0}” is kept as a draft.</source>
        <translation>„{0}“ ist als Entwurf aufbewahrt.</translation>
    </message>
    <message>
        <source>Keeping a note</source>
        <translation>Eine Notiz wird aufbewahrt</translation>
    </message>
    <message>
        <source>These words stand in an interview.</source>
        <translation>Diese Worte stehen in einem Interview.</translation>
    </message>
    <message>
        <source>Opening a source</source>
        <translation>Eine Quelle wird geöffnet</translation>
    </message>
    <message>
        <source>Attached to “{0}”.</source>
        <translation>An „{0}“ gehängt.</translation>
    </message>
    <message>
        <source>Attaching evidence</source>
        <translation>Ein Beleg wird angehängt</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>cited in {0}</source>
        <translation>angeführt in {0}</translation>
    </message>
    <message>
        <source>cited nowhere</source>
        <translation>nirgends angeführt</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>{0} min {1} s left</source>
        <translation>noch {0} min {1} s</translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation>noch {0} s</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Label</source>
        <translation>Stufe</translation>
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
        <source>Not read</source>
        <translation>Nicht gelesen</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>Bestandsaufnahme</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Erase …</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>No document matches.</source>
        <translation>Kein Dokument passt.</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Einen Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Drop a folder here, or choose one. Its documents are read, and followed when they change.</source>
        <translation>Legen Sie einen Ordner hier ab oder wählen Sie einen. Seine Dokumente werden gelesen und bei Änderungen verfolgt.</translation>
    </message>
    <message>
        <source>Reading the library</source>
        <translation>Die Bibliothek wird gelesen</translation>
    </message>
    <message>
        <source>Reading rows</source>
        <translation>Zeilen werden gelesen</translation>
    </message>
    <message>
        <source>{0} documents</source>
        <translation>{0} Dokumente</translation>
    </message>
    <message>
        <source>{0} of {1} documents</source>
        <translation>{0} von {1} Dokumenten</translation>
    </message>
    <message>
        <source>1 document</source>
        <translation>1 Dokument</translation>
    </message>
    <message>
        <source>{0} selected of {1}</source>
        <translation>{0} von {1} ausgewählt</translation>
    </message>
    <message>
        <source>Opening a document</source>
        <translation>Ein Dokument wird geöffnet</translation>
    </message>
    <message>
        <source>Reading passages</source>
        <translation>Passagen werden gelesen</translation>
    </message>
    <message>
        <source>Comparing versions</source>
        <translation>Versionen werden verglichen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Remove from the library …</source>
        <translation>Aus der Bibliothek entfernen …</translation>
    </message>
    <message>
        <source>Erase for good …</source>
        <translation>Endgültig löschen …</translation>
    </message>
    <message>
        <source>Stop following</source>
        <translation>Nicht mehr verfolgen</translation>
    </message>
    <message>
        <source>Stop following “{0}”?</source>
        <translation>„{0}“ nicht mehr verfolgen?</translation>
    </message>
    <message>
        <source>Its {0} documents can stay in the library as they are now, or go with it. The files stay.</source>
        <translation>Seine {0} Dokumente können bleiben, wie sie jetzt in der Bibliothek sind, oder mit ihm gehen. Die Dateien bleiben.</translation>
    </message>
    <message>
        <source>Keep documents</source>
        <translation>Dokumente behalten</translation>
    </message>
    <message>
        <source>Remove documents …</source>
        <translation>Dokumente entfernen …</translation>
    </message>
    <message>
        <source>Following no more</source>
        <translation>Das Verfolgen wird beendet</translation>
    </message>
    <message>
        <source>Opening a source</source>
        <translation>Eine Quelle wird geöffnet</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>Dateien hinzufügen</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
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
        <source>Note a judgement</source>
        <translation>Ein Urteil notieren</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Einen Befehl suchen</translation>
    </message>
    <message>
        <source>Show the keys</source>
        <translation>Die Tasten zeigen</translation>
    </message>
    <message>
        <source>Open a workspace …</source>
        <translation>Arbeitsbereich öffnen …</translation>
    </message>
    <message>
        <source>Show all workspaces</source>
        <translation>Alle Arbeitsbereiche zeigen</translation>
    </message>
    <message>
        <source>Everything stored before is kept. Make room on the disk, then do again what stopped.</source>
        <translation>Alles vorher Gespeicherte bleibt. Schaffen Sie Platz auf dem Datenträger und tun Sie dann nochmals, was aufhörte.</translation>
    </message>
    <message>
        <source>Some questions could not be asked again.</source>
        <translation>Einige Fragen konnten nicht nochmals gefragt werden.</translation>
    </message>
    <message>
        <source>The folder of this workspace is not there now: {0}</source>
        <translation>Der Ordner dieses Arbeitsbereichs ist gerade nicht da: {0}</translation>
    </message>
    <message>
        <source>What was stored is in it. Connect the drive again; nothing can be asked or added until then.</source>
        <translation>Darin ist, was gespeichert wurde. Schließen Sie das Laufwerk wieder an; bis dahin lässt sich nichts fragen oder hinzufügen.</translation>
    </message>
    <message>
        <source>Other workspaces</source>
        <translation>Andere Arbeitsbereiche</translation>
    </message>
    <message>
        <source>The folder of this workspace is back.</source>
        <translation>Der Ordner dieses Arbeitsbereichs ist wieder da.</translation>
    </message>
    <message>
        <source>Open it again to go on where you were.</source>
        <translation>Öffnen Sie ihn nochmals, um dort weiterzumachen, wo Sie waren.</translation>
    </message>
    <message>
        <source>Open it again</source>
        <translation>Nochmals öffnen</translation>
    </message>
    <message>
        <source>Stop, or close what opened last</source>
        <translation>Anhalten oder das zuletzt Geöffnete schließen</translation>
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
    <name>ModelChoice</name>
    <message>
        <source>A model to phrase the answers?</source>
        <translation>Ein Modell, das die Antworten formuliert?</translation>
    </message>
    <message>
        <source>It runs on this machine and only words what the sources say; every sentence is checked against them. Without one, answers quote the sources. You can change your mind later, under Models.</source>
        <translation>Es läuft auf diesem Rechner und fasst nur in Worte, was die Quellen sagen; jeder Satz wird an ihnen geprüft. Ohne Modell zitieren Antworten die Quellen. Sie können es sich später anders überlegen, unter Modelle.</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <source>Answer with quotes for now</source>
        <translation>Vorerst mit Zitaten antworten</translation>
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
    <name>MomentRow</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>All commands (Ctrl+K)</source>
        <translation>Alle Befehle (Strg+K)</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>Alle Befehle</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>Einstellungen (Strg+,)</translation>
    </message>
    <message>
        <source>1 thing waits for you</source>
        <translation>1 Sache wartet auf Sie</translation>
    </message>
    <message>
        <source>{0} things wait for you</source>
        <translation>{0} Sachen warten auf Sie</translation>
    </message>
</context>
<context>
    <name>Note</name>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>NoticeStrip</name>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Hide this notice</source>
        <translation>Diesen Hinweis verbergen</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>What would you like to know?</source>
        <translation>Was möchten Sie wissen?</translation>
    </message>
    <message>
        <source>Every sentence of an answer points at the exact words that support it.</source>
        <translation>Jeder Satz einer Antwort zeigt auf die genauen Worte, die ihn tragen.</translation>
    </message>
</context>
<context>
    <name>OptionRow</name>
    <message>
        <source>Chosen</source>
        <translation>Gewählt</translation>
    </message>
    <message>
        <source>For it</source>
        <translation>Dafür</translation>
    </message>
    <message>
        <source>One a line</source>
        <translation>Eines je Zeile</translation>
    </message>
    <message>
        <source>Against it</source>
        <translation>Dagegen</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Weil</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>Option</translation>
    </message>
    <message>
        <source>Chosen because</source>
        <translation>Gewählt, weil</translation>
    </message>
    <message>
        <source>Not chosen</source>
        <translation>Nicht gewählt</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>Nicht gesagt</translation>
    </message>
    <message>
        <source>Said of it</source>
        <translation>Dazu gesagt</translation>
    </message>
    <message>
        <source>Not chosen because</source>
        <translation>Nicht gewählt, weil</translation>
    </message>
    <message>
        <source>Option {0}</source>
        <translation>Option {0}</translation>
    </message>
    <message>
        <source>What became of option {0}</source>
        <translation>Was aus Option {0} wurde</translation>
    </message>
</context>
<context>
    <name>OptionsInput</name>
    <message>
        <source>Add an option</source>
        <translation>Option hinzufügen</translation>
    </message>
</context>
<context>
    <name>OutsideButton</name>
    <message>
        <source>Open outside Citewell</source>
        <translation>Außerhalb von Citewell öffnen</translation>
    </message>
    <message>
        <source>Open the original file</source>
        <translation>Originaldatei öffnen</translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation>Seinen Ordner öffnen</translation>
    </message>
    <message>
        <source>Open the copy that was kept</source>
        <translation>Die aufbewahrte Kopie öffnen</translation>
    </message>
    <message>
        <source>Copy its path</source>
        <translation>Seinen Pfad kopieren</translation>
    </message>
    <message>
        <source>No program opened {0}.</source>
        <translation>Kein Programm hat {0} geöffnet.</translation>
    </message>
    <message>
        <source>{0} is not at its place any more. What was read of it is shown here.</source>
        <translation>{0} ist nicht mehr an seinem Platz. Was davon gelesen wurde, wird hier gezeigt.</translation>
    </message>
    <message>
        <source>A link in the source</source>
        <translation>Ein Link in der Quelle</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Opening it leaves Citewell: the web browser asks the network for it.</source>
        <translation>Beim Öffnen verlassen Sie Citewell: der Webbrowser fragt das Netz danach.</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>It leads to another place of the same collection, and is not followed.</source>
        <translation>Er führt zu einer anderen Stelle derselben Sammlung und wird nicht verfolgt.</translation>
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
    <message>
        <source>No command is called that.</source>
        <translation>Kein Befehl heißt so.</translation>
    </message>
</context>
<context>
    <name>PersonButton</name>
    <message>
        <source>no role</source>
        <translation>keine Rolle</translation>
    </message>
    <message>
        <source>Acting as {0}, {1}</source>
        <translation>Sie handeln als {0}, {1}</translation>
    </message>
    <message>
        <source>Looking for the people</source>
        <translation>Die Personen werden nachgesehen</translation>
    </message>
    <message>
        <source>Act as</source>
        <translation>Handeln als</translation>
    </message>
    <message>
        <source>Act as {0}</source>
        <translation>Handeln als {0}</translation>
    </message>
</context>
<context>
    <name>PhrasingLine</name>
    <message>
        <source>How answers are phrased</source>
        <translation>Wie Antworten formuliert werden</translation>
    </message>
    <message>
        <source>Looking at the models</source>
        <translation>Die Modelle werden nachgesehen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Phrasing is off: answers are quotes. {0}</source>
        <translation>Das Formulieren ist aus: Antworten sind Zitate. {0}</translation>
    </message>
    <message>
        <source>Phrased by {0}; every sentence is checked against its source.</source>
        <translation>Formuliert von {0}; jeder Satz wird an seiner Quelle geprüft.</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>Find by words</source>
        <translation>Nach Worten suchen</translation>
    </message>
    <message>
        <source>Nothing matches.</source>
        <translation>Nichts passt dazu.</translation>
    </message>
</context>
<context>
    <name>ProposalCard</name>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>Show the words</source>
        <translation>Die Worte zeigen</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Nothing is left of it. Reject it instead.</source>
        <translation>Davon bleibt nichts übrig. Lehnen Sie es stattdessen ab.</translation>
    </message>
</context>
<context>
    <name>PurgeDialog</name>
    <message>
        <source>Erase for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>erase {0}</source>
        <translation>lösche {0}</translation>
    </message>
    <message>
        <source>Erase {0}?</source>
        <translation>{0} löschen?</translation>
    </message>
    <message>
        <source>Their texts, kept originals, vectors and every answer that drew on them go for good.</source>
        <translation>Ihre Texte, aufbewahrten Originale, Vektoren und jede Antwort, die sich auf sie stützte, verschwinden endgültig.</translation>
    </message>
    <message>
        <source>The files in their folders stay; remove those as well if they are not to be read again.</source>
        <translation>Die Dateien in ihren Ordnern bleiben; entfernen Sie auch diese, wenn sie nicht wieder gelesen werden sollen.</translation>
    </message>
    <message>
        <source>To go on, type: {0}</source>
        <translation>Um fortzufahren, schreiben Sie: {0}</translation>
    </message>
    <message>
        <source>Type {0}</source>
        <translation>Schreiben Sie {0}</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>QuickNote</name>
    <message>
        <source>Note a judgement</source>
        <translation>Ein Urteil notieren</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>What it says, in one line</source>
        <translation>Was sie sagt, in einer Zeile</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Keep as a draft</source>
        <translation>Als Entwurf behalten</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Strg+Eingabetaste</translation>
    </message>
</context>
<context>
    <name>QuoteLine</name>
    <message>
        <source>Evidence {0}: {1}</source>
        <translation>Beleg {0}: {1}</translation>
    </message>
</context>
<context>
    <name>RawView</name>
    <message>
        <source>Source as text</source>
        <translation>Quelle als Text</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>Reading {0}</source>
        <translation>{0} wird gelesen</translation>
    </message>
    <message>
        <source>Reading again</source>
        <translation>Wird neu gelesen</translation>
    </message>
    <message>
        <source>Reading documents again, as today&apos;s version reads them</source>
        <translation>Dokumente werden neu gelesen, wie die heutige Fassung sie liest</translation>
    </message>
    <message>
        <source>{0} documents were read again and show what a person reads</source>
        <translation>{0} Dokumente wurden neu gelesen und zeigen, was ein Mensch liest</translation>
    </message>
    <message>
        <source>Stopped. What was read before is kept; adding the folder again goes on from there.</source>
        <translation>Angehalten. Was vorher gelesen wurde, bleibt; fügen Sie den Ordner erneut hinzu, geht es dort weiter.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>Etwas Unerwartetes ist schiefgegangen.</translation>
    </message>
    <message>
        <source>Files changed</source>
        <translation>Dateien haben sich geändert</translation>
    </message>
</context>
<context>
    <name>RecentList</name>
    <message>
        <source>Looking for the workspaces</source>
        <translation>Die Arbeitsbereiche werden gesucht</translation>
    </message>
</context>
<context>
    <name>RecentRow</name>
    <message>
        <source>Open the workspace {0}</source>
        <translation>Den Arbeitsbereich {0} öffnen</translation>
    </message>
    <message>
        <source>Take {0} off this list</source>
        <translation>{0} von dieser Liste nehmen</translation>
    </message>
    <message>
        <source>Take it off this list; the workspace stays as it is</source>
        <translation>Von dieser Liste nehmen; der Arbeitsbereich bleibt, wie er ist</translation>
    </message>
    <message>
        <source>Not there now</source>
        <translation>Gerade nicht da</translation>
    </message>
</context>
<context>
    <name>ReferenceInput</name>
    <message>
        <source>Choose a unit …</source>
        <translation>Einheit wählen …</translation>
    </message>
    <message>
        <source>None chosen yet</source>
        <translation>Noch keine gewählt</translation>
    </message>
</context>
<context>
    <name>RemarkLine</name>
    <message>
        <source>Remark</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <source>What is wrong? (optional)</source>
        <translation>Was ist falsch? (freiwillig)</translation>
    </message>
    <message>
        <source>What is missing? (optional)</source>
        <translation>Was fehlt? (freiwillig)</translation>
    </message>
    <message>
        <source>A remark (optional)</source>
        <translation>Eine Anmerkung (freiwillig)</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
</context>
<context>
    <name>RetireDialog</name>
    <message>
        <source>Retire a unit</source>
        <translation>Eine Einheit stilllegen</translation>
    </message>
    <message>
        <source>Retire “{0}”?</source>
        <translation>„{0}“ stilllegen?</translation>
    </message>
    <message>
        <source>It no longer answers. Answers given before still show it, and every revision is kept; to use it again it has to be revised and approved anew.</source>
        <translation>Sie antwortet nicht mehr. Frühere Antworten zeigen sie weiterhin, und jede Fassung bleibt aufbewahrt; um sie wieder zu verwenden, muss sie überarbeitet und neu freigegeben werden.</translation>
    </message>
    <message>
        <source>The draft is put away; every revision is kept. You can undo this while the window is open.</source>
        <translation>Der Entwurf wird weggelegt; jede Fassung bleibt aufbewahrt. Sie können dies rückgängig machen, solange das Fenster offen ist.</translation>
    </message>
    <message>
        <source>Why it is not used any more</source>
        <translation>Warum sie nicht mehr verwendet wird</translation>
    </message>
    <message>
        <source>Retire</source>
        <translation>Stilllegen</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Experts and stewards review. You can read it here.</source>
        <translation>Fachleute und Verwalter prüfen. Lesen können Sie es hier.</translation>
    </message>
    <message>
        <source>You wrote this. Nobody approves words of their own: somebody else reviews it.</source>
        <translation>Sie haben dies geschrieben. Niemand gibt eigene Worte frei: jemand anderes prüft sie.</translation>
    </message>
    <message>
        <source>{0} was asked to review it.</source>
        <translation>{0} wurde um die Prüfung gebeten.</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>Sent back to you</source>
        <translation>An Sie zurückgegeben</translation>
    </message>
    <message>
        <source>Yours, and in doubt</source>
        <translation>Ihre, und zweifelhaft</translation>
    </message>
    <message>
        <source>Corrections to look at</source>
        <translation>Anzusehende Korrekturen</translation>
    </message>
    <message>
        <source>Questions you were asked to answer</source>
        <translation>Fragen, um deren Antwort Sie gebeten wurden</translation>
    </message>
    <message>
        <source>Interviews to finish</source>
        <translation>Abzuschließende Interviews</translation>
    </message>
    <message>
        <source>Due soon</source>
        <translation>Bald fällig</translation>
    </message>
    <message>
        <source>Followed questions with another answer</source>
        <translation>Verfolgte Fragen mit anderer Antwort</translation>
    </message>
    <message>
        <source>Answered now</source>
        <translation>Jetzt beantwortet</translation>
    </message>
    <message>
        <source>Still not answered</source>
        <translation>Weiterhin nicht beantwortet</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Nochmals ansehen</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Nochmals fragen</translation>
    </message>
    <message>
        <source>, by {0}</source>
        <translation>, bis {0}</translation>
    </message>
    <message>
        <source>with {0}</source>
        <translation>bei {0}</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>dismissed</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>not answered</source>
        <translation>nicht beantwortet</translation>
    </message>
    <message>
        <source>answered with low confidence</source>
        <translation>mit geringer Zuversicht beantwortet</translation>
    </message>
    <message>
        <source>said to be wrong</source>
        <translation>als falsch gemeldet</translation>
    </message>
    <message>
        <source>said to be incomplete</source>
        <translation>als unvollständig gemeldet</translation>
    </message>
    <message>
        <source>answered now</source>
        <translation>jetzt beantwortet</translation>
    </message>
    <message>
        <source>still not answered</source>
        <translation>weiterhin nicht beantwortet</translation>
    </message>
    <message>
        <source>answered, but from elsewhere</source>
        <translation>beantwortet, aber aus anderer Quelle</translation>
    </message>
    <message>
        <source>met once</source>
        <translation>einmal aufgetreten</translation>
    </message>
    <message>
        <source>by 1 person</source>
        <translation>bei 1 Person</translation>
    </message>
    <message>
        <source>by {0} people</source>
        <translation>bei {0} Personen</translation>
    </message>
    <message>
        <source>met {0} times {1}</source>
        <translation>{0}-mal aufgetreten {1}</translation>
    </message>
    <message>
        <source>Supersede the other</source>
        <translation>Das andere ablösen</translation>
    </message>
    <message>
        <source>Narrowed, so both hold</source>
        <translation>Eingegrenzt, sodass beides gilt</translation>
    </message>
    <message>
        <source>Accept both</source>
        <translation>Beides gelten lassen</translation>
    </message>
    <message>
        <source>Why this one takes its place (optional)</source>
        <translation>Warum dieses an seine Stelle tritt (freiwillig)</translation>
    </message>
    <message>
        <source>How the scope of one was narrowed</source>
        <translation>Wie der Geltungsbereich des einen eingegrenzt wurde</translation>
    </message>
    <message>
        <source>Why both may stand</source>
        <translation>Warum beides bestehen darf</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>in review</source>
        <translation>in Prüfung</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>freigegeben</translation>
    </message>
    <message>
        <source>needs review</source>
        <translation>braucht Prüfung</translation>
    </message>
    <message>
        <source>superseded</source>
        <translation>abgelöst</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>stillgelegt</translation>
    </message>
    <message>
        <source>‹ Inbox</source>
        <translation>‹ Eingang</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>Interviews</source>
        <translation>Interviews</translation>
    </message>
    <message>
        <source>Show the inbox</source>
        <translation>Den Eingang zeigen</translation>
    </message>
    <message>
        <source>Show the gaps</source>
        <translation>Lücken zeigen</translation>
    </message>
    <message>
        <source>Open what waits next</source>
        <translation>Öffnen, was als Nächstes wartet</translation>
    </message>
    <message>
        <source>Approve the unit</source>
        <translation>Die Einheit freigeben</translation>
    </message>
    <message>
        <source>Hand the answer in</source>
        <translation>Die Antwort abgeben</translation>
    </message>
    <message>
        <source>Send the unit back</source>
        <translation>Die Einheit zurückgeben</translation>
    </message>
    <message>
        <source>Go to the next open conflict</source>
        <translation>Zum nächsten offenen Widerspruch gehen</translation>
    </message>
    <message>
        <source>Next evidence</source>
        <translation>Nächster Beleg</translation>
    </message>
    <message>
        <source>Previous evidence</source>
        <translation>Voriger Beleg</translation>
    </message>
    <message>
        <source>Show the interviews</source>
        <translation>Die Interviews zeigen</translation>
    </message>
    <message>
        <source>Begin an interview</source>
        <translation>Ein Interview beginnen</translation>
    </message>
    <message>
        <source>Sort new questions into gaps</source>
        <translation>Neue Fragen in Lücken einordnen</translation>
    </message>
    <message>
        <source>Looking what waits</source>
        <translation>Es wird nachgesehen, was wartet</translation>
    </message>
    <message>
        <source>Marking as read</source>
        <translation>Wird als gelesen vermerkt</translation>
    </message>
    <message>
        <source>Opening a unit</source>
        <translation>Eine Einheit wird geöffnet</translation>
    </message>
    <message>
        <source>Looking for what says otherwise</source>
        <translation>Es wird gesucht, was anderes sagt</translation>
    </message>
    <message>
        <source>{0} of {1} that wait for you</source>
        <translation>{0} von {1}, die auf Sie warten</translation>
    </message>
    <message>
        <source>Approving “{0}”</source>
        <translation>„{0}“ wird freigegeben</translation>
    </message>
    <message>
        <source>Keeping your review</source>
        <translation>Ihre Prüfung wird aufgenommen</translation>
    </message>
    <message>
        <source>“{0}” is approved and answers from now on.</source>
        <translation>„{0}“ ist freigegeben und antwortet ab jetzt.</translation>
    </message>
    <message>
        <source>“{0}” went back to its author.</source>
        <translation>„{0}“ ging an den Verfasser zurück.</translation>
    </message>
    <message>
        <source>“{0}” still holds; it is looked at again in time.</source>
        <translation>„{0}“ gilt weiterhin; zu gegebener Zeit wird es wieder angesehen.</translation>
    </message>
    <message>
        <source>Asked again: {0} of {1} questions answered.</source>
        <translation>Nochmals gefragt: {0} von {1} Fragen beantwortet.</translation>
    </message>
    <message>
        <source>Opening a correction</source>
        <translation>Eine Korrektur wird geöffnet</translation>
    </message>
    <message>
        <source>Keeping your word on a correction</source>
        <translation>Ihr Urteil über eine Korrektur wird aufgenommen</translation>
    </message>
    <message>
        <source>Comparing two answers</source>
        <translation>Zwei Antworten werden verglichen</translation>
    </message>
    <message>
        <source>Keeping what you follow</source>
        <translation>Was Sie verfolgen, wird aufgenommen</translation>
    </message>
    <message>
        <source>Opening a gap</source>
        <translation>Eine Lücke wird geöffnet</translation>
    </message>
    <message>
        <source>Changing a gap</source>
        <translation>Eine Lücke wird geändert</translation>
    </message>
    <message>
        <source>Beginning a unit</source>
        <translation>Eine Einheit wird begonnen</translation>
    </message>
    <message>
        <source>Beginning an interview</source>
        <translation>Ein Interview wird begonnen</translation>
    </message>
    <message>
        <source>Sorting questions into gaps</source>
        <translation>Fragen werden in Lücken eingeordnet</translation>
    </message>
    <message>
        <source>Opening an interview</source>
        <translation>Ein Interview wird geöffnet</translation>
    </message>
    <message>
        <source>Keeping an interview</source>
        <translation>Ein Interview wird aufbewahrt</translation>
    </message>
    <message>
        <source>Choosing the next question</source>
        <translation>Die nächste Frage wird gewählt</translation>
    </message>
    <message>
        <source>Opening a source</source>
        <translation>Eine Quelle wird geöffnet</translation>
    </message>
</context>
<context>
    <name>Row</name>
    <message>
        <source>Take out</source>
        <translation>Herausnehmen</translation>
    </message>
</context>
<context>
    <name>RulePanel</name>
    <message>
        <source>Parts of the condition</source>
        <translation>Teile der Bedingung</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Gegeben</translation>
    </message>
    <message>
        <source>Check against the other rules</source>
        <translation>Gegen die anderen Regeln prüfen</translation>
    </message>
    <message>
        <source>Give values as you would write them: 7,200 EUR, 0.3 %, yes, 2026-03-31.</source>
        <translation>Geben Sie Werte so an, wie Sie sie schreiben würden: 7,200 EUR, 0.3 %, yes, 2026-03-31.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>It cannot be told yet.</source>
        <translation>Es lässt sich noch nicht sagen.</translation>
    </message>
    <message>
        <source>Still needed: {0}</source>
        <translation>Noch nötig: {0}</translation>
    </message>
    <message>
        <source>✓ The rule holds.</source>
        <translation>✓ Die Regel trifft zu.</translation>
    </message>
    <message>
        <source>✗ The rule does not hold here: an exception does.</source>
        <translation>✗ Die Regel trifft hier nicht zu: eine Ausnahme gilt.</translation>
    </message>
    <message>
        <source>✗ The rule does not hold.</source>
        <translation>✗ Die Regel trifft nicht zu.</translation>
    </message>
    <message>
        <source>Then it says nothing.</source>
        <translation>Dann sagt sie nichts.</translation>
    </message>
    <message>
        <source>Read these exceptions as well: {0}</source>
        <translation>Lesen Sie auch diese Ausnahmen: {0}</translation>
    </message>
    <message>
        <source>Exception: </source>
        <translation>Ausnahme: </translation>
    </message>
    <message>
        <source>held</source>
        <translation>traf zu</translation>
    </message>
    <message>
        <source>did not hold</source>
        <translation>traf nicht zu</translation>
    </message>
    <message>
        <source>{0} checked: no other speaks of the same case.</source>
        <translation>{0} geprüft: keine weitere spricht vom selben Fall.</translation>
    </message>
    <message>
        <source>{0} checked. Of the same case speak as well: {1}</source>
        <translation>{0} geprüft. Vom selben Fall sprechen auch: {1}</translation>
    </message>
    <message>
        <source>1 other rule</source>
        <translation>1 andere Regel</translation>
    </message>
    <message>
        <source>{0} other rules</source>
        <translation>{0} andere Regeln</translation>
    </message>
    <message>
        <source>▲ Contradicts</source>
        <translation>▲ Widerspricht</translation>
    </message>
    <message>
        <source>Says otherwise, and both may be so</source>
        <translation>Sagt anderes, und beides kann gelten</translation>
    </message>
    <message>
        <source>For example: {0}</source>
        <translation>Zum Beispiel: {0}</translation>
    </message>
    <message>
        <source>This one says: {0}</source>
        <translation>Diese sagt: {0}</translation>
    </message>
    <message>
        <source>The other says: {0}</source>
        <translation>Die andere sagt: {0}</translation>
    </message>
    <message>
        <source>Try this example</source>
        <translation>Dieses Beispiel versuchen</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Find in this source</source>
        <translation>In dieser Quelle suchen</translation>
    </message>
    <message>
        <source>Previous place (Shift+Enter)</source>
        <translation>Vorige Stelle (Umschalt+Eingabetaste)</translation>
    </message>
    <message>
        <source>Next place (Enter)</source>
        <translation>Nächste Stelle (Eingabetaste)</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>Die Suche schließen (Esc)</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Die Suche schließen</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
</context>
<context>
    <name>SeenDialog</name>
    <message>
        <source>What the model saw</source>
        <translation>Was das Modell sah</translation>
    </message>
    <message>
        <source>This text, and nothing else, was given to the model. What it wrote was then checked against it.</source>
        <translation>Dieser Text, und sonst nichts, wurde dem Modell gegeben. Was es schrieb, wurde dann daran geprüft.</translation>
    </message>
    <message>
        <source>What the model saw and wrote</source>
        <translation>Was das Modell sah und schrieb</translation>
    </message>
    <message>
        <source>What the model wrote</source>
        <translation>Was das Modell schrieb</translation>
    </message>
    <message>
        <source>Saw</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Wrote, before it was checked</source>
        <translation>Geschrieben, vor der Prüfung</translation>
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
    <name>SheetView</name>
    <message>
        <source>Source table</source>
        <translation>Tabelle der Quelle</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>Blätter</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
</context>
<context>
    <name>SourceReader</name>
    <message>
        <source>Find in this source</source>
        <translation>In dieser Quelle suchen</translation>
    </message>
    <message>
        <source>Click a citation to read the words it rests on.</source>
        <translation>Klicken Sie auf einen Beleg, um die Worte zu lesen, auf denen er ruht.</translation>
    </message>
    <message>
        <source>Find in this source (Ctrl+F)</source>
        <translation>In dieser Quelle suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Show as text</source>
        <translation>Als Text zeigen</translation>
    </message>
    <message>
        <source>Close the source (Esc)</source>
        <translation>Die Quelle schließen (Esc)</translation>
    </message>
    <message>
        <source>page {0} of {1}</source>
        <translation>Seite {0} von {1}</translation>
    </message>
    <message>
        <source>slide {0} of {1}</source>
        <translation>Folie {0} von {1}</translation>
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
        <source>Show the current version</source>
        <translation>Die jetzige Version zeigen</translation>
    </message>
    <message>
        <source>Show the difference</source>
        <translation>Den Unterschied zeigen</translation>
    </message>
    <message>
        <source>Back to the cited version</source>
        <translation>Zurück zur angeführten Version</translation>
    </message>
    <message>
        <source>Version {0} as cited, against version {1} of today.</source>
        <translation>Version {0}, wie angeführt, gegen Version {1} von heute.</translation>
    </message>
    <message>
        <source>This is the current version, {0}.</source>
        <translation>Dies ist die jetzige Version, {0}.</translation>
    </message>
    <message>
        <source>The cited words still stand in it.</source>
        <translation>Die angeführten Worte stehen noch darin.</translation>
    </message>
    <message>
        <source>The cited words are gone from it.</source>
        <translation>Die angeführten Worte stehen nicht mehr darin.</translation>
    </message>
    <message>
        <source>page {0}</source>
        <translation>Seite {0}</translation>
    </message>
    <message>
        <source>version {0} of {1}</source>
        <translation>Version {0} von {1}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy with citation</source>
        <translation>Mit Beleg kopieren</translation>
    </message>
    <message>
        <source>Attach to a unit …</source>
        <translation>An eine Einheit hängen …</translation>
    </message>
    <message>
        <source>Show as it is read best</source>
        <translation>Zeigen, wie es sich am besten liest</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Kontrolle</translation>
    </message>
    <message>
        <source>How to see that it went right</source>
        <translation>Woran man sieht, dass es gelang</translation>
    </message>
</context>
<context>
    <name>StepsInput</name>
    <message>
        <source>Add a step</source>
        <translation>Schritt hinzufügen</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>{0} a second</source>
        <translation>{0} je Sekunde</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Nicht gelesen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>{0} {1} of {2} {3}</source>
        <translation>{0} {1} von {2} {3}</translation>
    </message>
    <message>
        <source>{0} added</source>
        <translation>{0} hinzugefügt</translation>
    </message>
    <message>
        <source>{0} updated</source>
        <translation>{0} aktualisiert</translation>
    </message>
    <message>
        <source>{0} removed</source>
        <translation>{0} entfernt</translation>
    </message>
    <message>
        <source>{0} unchanged</source>
        <translation>{0} unverändert</translation>
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
    <name>Talk</name>
    <message>
        <source>‹ Interviews</source>
        <translation>‹ Interviews</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>Open the unit</source>
        <translation>Die Einheit öffnen</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>Was gesagt wurde</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Take the answer down and go on (Ctrl+Enter)</source>
        <translation>Die Antwort aufnehmen und weitergehen (Strg+Eingabetaste)</translation>
    </message>
    <message>
        <source>Pass over</source>
        <translation>Übergehen</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Take the last answer back, to give another one</source>
        <translation>Die letzte Antwort zurücknehmen, um eine andere zu geben</translation>
    </message>
    <message>
        <source>Let the model ask</source>
        <translation>Das Modell fragen lassen</translation>
    </message>
    <message>
        <source>The model chooses among the open questions and words the next one</source>
        <translation>Das Modell wählt unter den offenen Fragen und formuliert die nächste</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>See what came of it</source>
        <translation>Sehen, was daraus wurde</translation>
    </message>
    <message>
        <source>Decision points</source>
        <translation>Entscheidungspunkte</translation>
    </message>
    <message>
        <source>What is said will stand here.</source>
        <translation>Was gesagt wird, steht dann hier.</translation>
    </message>
    <message>
        <source>Every question was asked.</source>
        <translation>Jede Frage wurde gestellt.</translation>
    </message>
    <message>
        <source>What came of it waits to be accepted, field by field.</source>
        <translation>Was daraus wurde, wartet Feld für Feld auf Annahme.</translation>
    </message>
    <message>
        <source>Chosen by the model</source>
        <translation>Vom Modell gewählt</translation>
    </message>
    <message>
        <source>Answers become drafts of fields here, each to be accepted by whoever gave them.</source>
        <translation>Aus Antworten werden hier Entwürfe von Feldern; jeden nimmt an, wer geantwortet hat.</translation>
    </message>
    <message>
        <source>{0} accepts what was meant, field by field.</source>
        <translation>{0} nimmt Feld für Feld an, was gemeint war.</translation>
    </message>
</context>
<context>
    <name>TextView</name>
    <message>
        <source>Source text</source>
        <translation>Text der Quelle</translation>
    </message>
    <message>
        <source>Slide {0} of {1}</source>
        <translation>Folie {0} von {1}</translation>
    </message>
    <message>
        <source>Page {0} of {1}</source>
        <translation>Seite {0} von {1}</translation>
    </message>
    <message>
        <source>Show {0} hidden lines</source>
        <translation>{0} verborgene Zeilen zeigen</translation>
    </message>
    <message>
        <source>Hide {0} lines</source>
        <translation>{0} Zeilen verbergen</translation>
    </message>
    <message>
        <source>Show {0} quoted lines</source>
        <translation>{0} zitierte Zeilen zeigen</translation>
    </message>
    <message>
        <source>Hide the {0} quoted lines</source>
        <translation>Die {0} zitierten Zeilen verbergen</translation>
    </message>
    <message>
        <source>Show {0} lines of page furniture</source>
        <translation>{0} Zeilen Kopf- und Fußtext zeigen</translation>
    </message>
    <message>
        <source>Hide {0} lines of page furniture</source>
        <translation>{0} Zeilen Kopf- und Fußtext verbergen</translation>
    </message>
</context>
<context>
    <name>TimelineInput</name>
    <message>
        <source>Add an event</source>
        <translation>Ereignis hinzufügen</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Transcript</source>
        <translation>Niederschrift</translation>
    </message>
</context>
<context>
    <name>TreeInput</name>
    <message>
        <source>Outline of the decision tree</source>
        <translation>Gliederung des Entscheidungsbaums</translation>
    </message>
    <message>
        <source>A question first; its answers indented below it, each with a colon and what comes next.</source>
        <translation>Zuerst eine Frage; darunter eingerückt ihre Antworten, jede mit Doppelpunkt und dem, was folgt.</translation>
    </message>
    <message>
        <source>✓ It leads to {0} outcomes</source>
        <translation>✓ Er führt zu {0} Ergebnissen</translation>
    </message>
</context>
<context>
    <name>TreePanel</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Von vorn beginnen</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Question {0}</source>
        <translation>Frage {0}</translation>
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
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>No reliable information</source>
        <translation>Keine verlässliche Auskunft</translation>
    </message>
    <message>
        <source>Copy with citations</source>
        <translation>Mit Belegen kopieren</translation>
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
        <source>Asked {0}</source>
        <translation>Gefragt {0}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the question that waits: {0}</source>
        <translation>Die wartende Frage entfernen: {0}</translation>
    </message>
    <message>
        <source>Waits for the answer before it</source>
        <translation>Wartet auf die Antwort davor</translation>
    </message>
    <message>
        <source>Answer, stopped early</source>
        <translation>Antwort, vorzeitig angehalten</translation>
    </message>
    <message>
        <source>Closest passages, not enough for an answer</source>
        <translation>Nächste Passagen, nicht genug für eine Antwort</translation>
    </message>
    <message>
        <source>Closest passages</source>
        <translation>Nächste Passagen</translation>
    </message>
    <message>
        <source>{0} more passages are shown above.</source>
        <translation>Oben werden {0} weitere Passagen gezeigt.</translation>
    </message>
    <message>
        <source>No further passage comes close.</source>
        <translation>Keine weitere Passage kommt nahe.</translation>
    </message>
    <message>
        <source>Followed</source>
        <translation>Verfolgt</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Verfolgen</translation>
    </message>
    <message>
        <source>Follow this question: it is asked again when its sources change</source>
        <translation>Diese Frage verfolgen: sie wird nochmals gestellt, wenn sich ihre Quellen ändern</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Ausgeben</translation>
    </message>
    <message>
        <source>Export this answer</source>
        <translation>Diese Antwort ausgeben</translation>
    </message>
    <message>
        <source>Markdown …</source>
        <translation>Markdown …</translation>
    </message>
    <message>
        <source>Word …</source>
        <translation>Word …</translation>
    </message>
    <message>
        <source>PDF …</source>
        <translation>PDF …</translation>
    </message>
    <message>
        <source>Show the exact text that the model was given</source>
        <translation>Den genauen Text zeigen, den das Modell bekam</translation>
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
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>TurnColumn</name>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
</context>
<context>
    <name>Understood</name>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Change what was understood and ask again</source>
        <translation>Ändern, was verstanden wurde, und nochmals fragen</translation>
    </message>
    <message>
        <source>The question as it is to be understood</source>
        <translation>Die Frage, wie sie zu verstehen ist</translation>
    </message>
    <message>
        <source>Understood as: {0}</source>
        <translation>Verstanden als: {0}</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Nochmals fragen</translation>
    </message>
</context>
<context>
    <name>UnitFilters</name>
    <message>
        <source>Find units by words</source>
        <translation>Einheiten nach Worten suchen</translation>
    </message>
    <message>
        <source>Find units</source>
        <translation>Einheiten suchen</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Any kind</source>
        <translation>Jede Art</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>Jeder Status</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Any label</source>
        <translation>Jede Stufe</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Any tag</source>
        <translation>Jedes Schlagwort</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Newest change</source>
        <translation>Neueste Änderung</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Review due</source>
        <translation>Prüfung fällig</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meine</translation>
    </message>
    <message>
        <source>Units that you own, began or wrote on</source>
        <translation>Einheiten, die Sie verantworten, begonnen oder mitgeschrieben haben</translation>
    </message>
</context>
<context>
    <name>UnitForm</name>
    <message>
        <source>What it says, in one line: it is found and cited by this</source>
        <translation>Was sie sagt, in einer Zeile: danach wird sie gefunden und angeführt</translation>
    </message>
</context>
<context>
    <name>UnitList</name>
    <message>
        <source>Units</source>
        <translation>Einheiten</translation>
    </message>
</context>
<context>
    <name>UnitPicker</name>
    <message>
        <source>Looking for units</source>
        <translation>Einheiten werden gesucht</translation>
    </message>
</context>
<context>
    <name>UnitReview</name>
    <message>
        <source>‹ Back</source>
        <translation>‹ Zurück</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Send back</source>
        <translation>Zurückgeben</translation>
    </message>
    <message>
        <source>Send it back to its author with the reason (Ctrl+Shift+Return)</source>
        <translation>Mit dem Grund an den Verfasser zurückgeben (Strg+Umschalt+Eingabetaste)</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Approve it (Ctrl+Return)</source>
        <translation>Freigeben (Strg+Eingabetaste)</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>(kein Titel)</translation>
    </message>
    <message>
        <source>written by {0}</source>
        <translation>geschrieben von {0}</translation>
    </message>
    <message>
        <source>owned by {0}</source>
        <translation>verantwortlich: {0}</translation>
    </message>
    <message>
        <source>revision {0}</source>
        <translation>Fassung {0}</translation>
    </message>
    <message>
        <source>Changed {0}</source>
        <translation>Geändert {0}</translation>
    </message>
    <message>
        <source>Sent back by {0}: {1}</source>
        <translation>Zurückgegeben von {0}: {1}</translation>
    </message>
    <message>
        <source>In doubt since {0}: {1}</source>
        <translation>Zweifelhaft seit {0}: {1}</translation>
    </message>
    <message>
        <source>All of it.</source>
        <translation>Alles.</translation>
    </message>
    <message>
        <source>A new unit: all of it.</source>
        <translation>Eine neue Einheit: alles.</translation>
    </message>
    <message>
        <source>1 field differs</source>
        <translation>1 Feld weicht ab</translation>
    </message>
    <message>
        <source>{0} fields differ</source>
        <translation>{0} Felder weichen ab</translation>
    </message>
    <message>
        <source>{0} from revision {1}, which answers now.</source>
        <translation>{0} von Fassung {1}, die jetzt antwortet.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Evidence of what did not change</source>
        <translation>Belege dessen, was sich nicht geändert hat</translation>
    </message>
    <message>
        <source>Said in an interview: “{0}”</source>
        <translation>In einem Interview gesagt: „{0}“</translation>
    </message>
    <message>
        <source>It still holds</source>
        <translation>Sie gilt weiterhin</translation>
    </message>
    <message>
        <source>Reason: needed to send it back</source>
        <translation>Grund: nötig, um sie zurückzugeben</translation>
    </message>
    <message>
        <source>What you looked at (optional)</source>
        <translation>Was Sie angesehen haben (freiwillig)</translation>
    </message>
</context>
<context>
    <name>UnitView</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More to do with this unit</source>
        <translation>Weiteres zu dieser Einheit</translation>
    </message>
    <message>
        <source>Text of the unit</source>
        <translation>Text der Einheit</translation>
    </message>
    <message>
        <source>Revisions</source>
        <translation>Fassungen</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verknüpfungen</translation>
    </message>
    <message>
        <source>It is linked to nothing, and nothing to it.</source>
        <translation>Sie ist mit nichts verknüpft, und nichts mit ihr.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Go on writing</source>
        <translation>Weiterschreiben</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>Revise</source>
        <translation>Überarbeiten</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Use as a template</source>
        <translation>Als Vorlage verwenden</translation>
    </message>
    <message>
        <source>Retire …</source>
        <translation>Stilllegen …</translation>
    </message>
    <message>
        <source>owned by {0}</source>
        <translation>verantwortlich: {0}</translation>
    </message>
    <message>
        <source>reviewed {0} by {1}</source>
        <translation>geprüft {0} von {1}</translation>
    </message>
    <message>
        <source>review due {0}</source>
        <translation>Prüfung fällig {0}</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Ohne Titel</translation>
    </message>
    <message>
        <source>Nothing is written yet.</source>
        <translation>Noch ist nichts geschrieben.</translation>
    </message>
    <message>
        <source>It needs review since {0}: {1}</source>
        <translation>Sie braucht Prüfung seit {0}: {1}</translation>
    </message>
    <message>
        <source>Its place was taken by {0}.</source>
        <translation>An ihre Stelle trat {0}.</translation>
    </message>
    <message>
        <source>There is an exception to it: {0}</source>
        <translation>Es gibt eine Ausnahme von ihr: {0}</translation>
    </message>
    <message>
        <source>Some words of it are masked for you.</source>
        <translation>Einige ihrer Worte sind für Sie maskiert.</translation>
    </message>
    <message>
        <source>{0} sent it back: {1}</source>
        <translation>{0} hat sie zurückgegeben: {1}</translation>
    </message>
    <message>
        <source>Words that you may not read, or that are gone</source>
        <translation>Worte, die Sie nicht lesen dürfen oder die es nicht mehr gibt</translation>
    </message>
    <message>
        <source>It holds from {0} to {1}.</source>
        <translation>Sie gilt vom {0} bis zum {1}.</translation>
    </message>
    <message>
        <source>It holds from {0} on.</source>
        <translation>Sie gilt ab {0}.</translation>
    </message>
    <message>
        <source>It holds until {0}.</source>
        <translation>Sie gilt bis {0}.</translation>
    </message>
    <message>
        <source>Revision {0}  ·  {1}  ·  {2}  ·  {3}</source>
        <translation>Fassung {0}  ·  {1}  ·  {2}  ·  {3}</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>From revision {0} to {1}</source>
        <translation>Von Fassung {0} zu {1}</translation>
    </message>
    <message>
        <source>What the first revision says</source>
        <translation>Was die erste Fassung sagt</translation>
    </message>
    <message>
        <source>Revision {0} says the same as revision {1}.</source>
        <translation>Fassung {0} sagt dasselbe wie Fassung {1}.</translation>
    </message>
    <message>
        <source>An exception to this one</source>
        <translation>Eine Ausnahme von dieser</translation>
    </message>
    <message>
        <source>Its place was taken by</source>
        <translation>An ihre Stelle trat</translation>
    </message>
    <message>
        <source>Links to this one</source>
        <translation>Verweist auf diese</translation>
    </message>
    <message>
        <source>It rests on words of this document</source>
        <translation>Sie ruht auf Worten dieses Dokuments</translation>
    </message>
</context>
<context>
    <name>UnreadModel</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
</context>
<context>
    <name>UnreadView</name>
    <message>
        <source>Files that could not be read</source>
        <translation>Dateien, die sich nicht lesen ließen</translation>
    </message>
    <message>
        <source>Try selected again</source>
        <translation>Ausgewählte nochmals versuchen</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>Alle nochmals versuchen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>{0} could not be read</source>
        <translation>{0} ließen sich nicht lesen</translation>
    </message>
    <message>
        <source>Every file was read.</source>
        <translation>Jede Datei wurde gelesen.</translation>
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
        <source>Opened before</source>
        <translation>Zuvor geöffnet</translation>
    </message>
    <message>
        <source>Nothing in it was touched. It opens here by itself as soon as the other program has ended.</source>
        <translation>Nichts darin wurde angerührt. Er öffnet sich hier von selbst, sobald das andere Programm beendet ist.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Nochmals versuchen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Take it from a folder …</source>
        <translation>Aus einem Ordner nehmen …</translation>
    </message>
    <message>
        <source>A folder that packaging/bundle.py made on a machine with a network, or the model&apos;s files</source>
        <translation>Ein Ordner, den packaging/bundle.py auf einem Rechner mit Netz angelegt hat, oder die Dateien des Modells</translation>
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
        <source>The workspace is made.</source>
        <translation>Der Arbeitsbereich ist angelegt.</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>Looking for the workspace</source>
        <translation>Der Arbeitsbereich wird gesucht</translation>
    </message>
    <message>
        <source>Installing {0}</source>
        <translation>{0} wird installiert</translation>
    </message>
    <message>
        <source>Installed; it matches its checksum.</source>
        <translation>Installiert; es stimmt mit seiner Prüfsumme überein.</translation>
    </message>
    <message>
        <source>Folder with the model&apos;s wheels or files</source>
        <translation>Ordner mit den Wheels oder Dateien des Modells</translation>
    </message>
    <message>
        <source>Stopped; the next try goes on from there.</source>
        <translation>Angehalten; der nächste Versuch geht dort weiter.</translation>
    </message>
</context>
<context>
    <name>WorkspaceButton</name>
    <message>
        <source>Workspace {0}</source>
        <translation>Arbeitsbereich {0}</translation>
    </message>
    <message>
        <source>{0} (not there now)</source>
        <translation>{0} (gerade nicht da)</translation>
    </message>
    <message>
        <source>All workspaces</source>
        <translation>Alle Arbeitsbereiche</translation>
    </message>
    <message>
        <source>Open a workspace …</source>
        <translation>Arbeitsbereich öffnen …</translation>
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
        <source>Looking for the workspaces</source>
        <translation>Die Arbeitsbereiche werden gesucht</translation>
    </message>
    <message>
        <source>Open {0}</source>
        <translation>{0} öffnen</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>Arbeitsbereich öffnen</translation>
    </message>
</context>
<context>
    <name>_Half</name>
    <message>
        <source>Opening a source</source>
        <translation>Eine Quelle wird geöffnet</translation>
    </message>
</context>
<context>
    <name>_JobRow</name>
    <message>
        <source>Waiting or just begun</source>
        <translation>Wartet oder hat gerade begonnen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop: {0}</source>
        <translation>Anhalten: {0}</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause or go on: {0}</source>
        <translation>Anhalten oder fortfahren: {0}</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird angehalten</translation>
    </message>
    <message>
        <source>{0} of {1} {2}</source>
        <translation>{0} von {1} {2}</translation>
    </message>
    <message>
        <source>{0} min left</source>
        <translation>noch {0} min</translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation>noch {0} s</translation>
    </message>
</context>
<context>
    <name>_Strip</name>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
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
        <source>A passage of “{0}” gives instructions to a program that answers; it was not used.</source>
        <translation>Ein Abschnitt von „{0}“ gibt einem antwortenden Programm Anweisungen; er wurde nicht verwendet.</translation>
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
        <source>After an incident</source>
        <translation>Nach einem Vorfall</translation>
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
        <source>Choice between offers</source>
        <translation>Auswahl zwischen Angeboten</translation>
    </message>
    <message>
        <source>Complaint of a customer</source>
        <translation>Reklamation eines Kunden</translation>
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
        <source>Converting</source>
        <translation>Umwandeln</translation>
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
        <source>E-book</source>
        <translation>E-Book</translation>
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
        <source>Finding a fault</source>
        <translation>Einen Fehler finden</translation>
    </message>
    <message>
        <source>Finds passages and sentences by meaning in a hundred languages, and across them; two to three times slower.</source>
        <translation>Findet Passagen und Sätze nach ihrer Bedeutung in hundert Sprachen und über Sprachen hinweg; zwei- bis dreimal so langsam.</translation>
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
        <source>Handing over</source>
        <translation>Übergabe</translation>
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
        <source>Limit for an approval</source>
        <translation>Grenze für eine Genehmigung</translation>
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
        <source>Mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Mailbox</source>
        <translation>Postfach</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
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
        <source>Nothing in the documents you may see has anything in common with the question.</source>
        <translation>Nichts in den Dokumenten, die Sie sehen dürfen, hat mit der Frage etwas gemein.</translation>
    </message>
    <message>
        <source>Of the best so many passages every sentence is looked at.</source>
        <translation>Von so vielen besten Passagen wird jeder Satz angesehen.</translation>
    </message>
    <message>
        <source>Of the best so many sentences each is read once more, together with the question, which tells best what answers it. 0 does without.</source>
        <translation>So viele der besten Sätze werden noch einmal gelesen, jeder zusammen mit der Frage; das zeigt am besten, was sie beantwortet. Mit 0 entfällt es.</translation>
    </message>
    <message>
        <source>OpenDocument</source>
        <translation>OpenDocument</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
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
        <source>Presentation</source>
        <translation>Präsentation</translation>
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
        <source>Release in spite of a deviation</source>
        <translation>Freigabe trotz Abweichung</translation>
    </message>
    <message>
        <source>Sentences compared</source>
        <translation>Verglichene Sätze</translation>
    </message>
    <message>
        <source>Sentences read with the question</source>
        <translation>Sätze, die zusammen mit der Frage gelesen werden</translation>
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
        <source>Spreadsheet</source>
        <translation>Tabellenkalkulation</translation>
    </message>
    <message>
        <source>Starting the model</source>
        <translation>Das Modell wird gestartet</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
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
        <source>The confidence is uncalibrated: it was fitted with another embedding model.</source>
        <translation>Die Zuversicht ist nicht kalibriert: sie wurde an ein anderes Einbettungsmodell angepasst.</translation>
    </message>
    <message>
        <source>The confidence was not fitted with {0}: until it is, answers say that theirs is uncalibrated, and questions may be answered or refused that should not be.</source>
        <translation>Die Zuversicht wurde nicht an {0} angepasst: bis dahin sagen Antworten, dass ihre nicht kalibriert ist, und Fragen werden vielleicht beantwortet oder abgewiesen, die es nicht sollten.</translation>
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
        <source>Part of the question is not answered: “{0}”</source>
        <translation>Ein Teil der Frage ist nicht beantwortet: „{0}“</translation>
    </message>
    <message>
        <source>None of the closest passages speaks of {0}. What comes closest is in {1}.</source>
        <translation>Keine der nächstliegenden Stellen spricht von {0}. Am nächsten kommt, was in {1} steht.</translation>
    </message>
    <message>
        <source>Searched for “{0}” instead of “{1}”.</source>
        <translation>Gesucht wurde „{0}“ statt „{1}“.</translation>
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
        <source>The same, as it was made before: two to three times slower.</source>
        <translation>Dasselbe, wie es früher gemacht wurde: zwei- bis dreimal langsamer.</translation>
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
        <source>Web page</source>
        <translation>Webseite</translation>
    </message>
    <message>
        <source>Weight of the search by words</source>
        <translation>Gewicht der Suche nach Wörtern</translation>
    </message>
    <message>
        <source>What comes closest is in {0}, but it does not give {1}.</source>
        <translation>Am nächsten kommt, was in {0} steht, aber es nennt {1} nicht.</translation>
    </message>
    <message>
        <source>What comes closest is in {0}, but it does not say what is asked.</source>
        <translation>Am nächsten kommt, was in {0} steht, aber es sagt nicht, wonach gefragt ist.</translation>
    </message>
    <message>
        <source>What comes closest is in {0}. It speaks of {1}, but does not say what is asked about it.</source>
        <translation>Am nächsten kommt, was in {0} steht. Es spricht von {1}, sagt aber nicht, was darüber gefragt ist.</translation>
    </message>
    <message>
        <source>What the best hit by words counts, where a passage that means exactly the same counts 1.</source>
        <translation>Was der beste Treffer nach Wörtern zählt, wo eine Stelle, die genau dasselbe bedeutet, 1 zählt.</translation>
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
        <source>Word</source>
        <translation>Word</translation>
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
        <source>approved</source>
        <translation>freigegeben</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>confidential</source>
        <translation>vertraulich</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>Entwurf</translation>
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
        <source>files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>in review</source>
        <translation>in Prüfung</translation>
    </message>
    <message>
        <source>internal</source>
        <translation>intern</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>needs review</source>
        <translation>braucht Prüfung</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>newer file not read</source>
        <translation>neuere Datei nicht gelesen</translation>
    </message>
    <message>
        <source>no text</source>
        <translation>kein Text</translation>
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
        <source>partly read</source>
        <translation>teilweise gelesen</translation>
    </message>
    <message>
        <source>passages</source>
        <translation>Passagen</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>public</source>
        <translation>öffentlich</translation>
    </message>
    <message>
        <source>purged</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>reStructuredText</source>
        <translation>reStructuredText</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>ersetzt</translation>
    </message>
    <message>
        <source>restricted</source>
        <translation>streng vertraulich</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>stillgelegt</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>zurückgegeben</translation>
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
        <source>steps</source>
        <translation>Schritten</translation>
    </message>
    <message>
        <source>superseded</source>
        <translation>abgelöst</translation>
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
        <source>withdrawn</source>
        <translation>zurückgezogen</translation>
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
        <source>{0} holds since {1}; it replaced {2}.</source>
        <translation>{0} gilt seit {1}, anstelle von: {2}.</translation>
    </message>
    <message>
        <source>{0} holds; it replaced {1}.</source>
        <translation>{0} gilt, anstelle von: {1}.</translation>
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
        <source>{0} no longer holds: {1} does since {2}.</source>
        <translation>{0} gilt nicht mehr, seit {2} gilt: {1}.</translation>
    </message>
    <message>
        <source>{0} no longer holds: {1} does.</source>
        <translation>{0} gilt nicht mehr, es gilt: {1}.</translation>
    </message>
    <message>
        <source>{0} of {1} does not match its checksum, so it was thrown away.</source>
        <translation>{0} von {1} stimmt nicht mit seiner Prüfsumme überein und wurde daher weggeworfen.</translation>
    </message>
    <message>
        <source>{0} of {1}, made on this machine, is not what it must be.</source>
        <translation>{0} von {1}, auf diesem Rechner gemacht, ist nicht, was es sein muss.</translation>
    </message>
    <message>
        <source>{0} phrases answers; it cannot find passages.</source>
        <translation>{0} formuliert Antworten; es kann keine Passagen finden.</translation>
    </message>
    <message>
        <source>{0} reads {1} tokens of a text, and passages have up to {2}.</source>
        <translation>{0} liest {1} Token eines Textes, und Passagen haben bis zu {2}.</translation>
    </message>
    <message>
        <source>{0} says otherwise: “{1}” Nothing says which of the two holds.</source>
        <translation>{0} sagt etwas anderes: „{1}“ Nichts sagt, was von beiden gilt.</translation>
    </message>
    <message>
        <source>“{0}” no longer holds in part: “{1}” says what changed.</source>
        <translation>„{0}“ gilt zum Teil nicht mehr: Was sich geändert hat, steht in „{1}“.</translation>
    </message>
    <message>
        <source>“{0}” says that it is {1}: what it says may no longer hold.</source>
        <translation>„{0}“ bezeichnet sich als {1}: Was darin steht, gilt vielleicht nicht mehr.</translation>
    </message>
    <message>
        <source>“{0}” was amended by “{1}”.</source>
        <translation>„{0}“ wurde geändert durch „{1}“.</translation>
    </message>
    <message>
        <source>“{0}” was left out: it says that it is {1}. Ask for it by its name to read what it said.</source>
        <translation>„{0}“ wurde ausgelassen, es bezeichnet sich als {1}. Fragen Sie mit seinem Namen danach, um zu lesen, was darin stand.</translation>
    </message>
</context>
<context>
    <name>tables</name>
    <message>
        <source>Relates to</source>
        <translation>Bezieht sich auf</translation>
    </message>
    <message>
        <source>Takes the place of</source>
        <translation>Tritt an die Stelle von</translation>
    </message>
    <message>
        <source>Exception to</source>
        <translation>Ausnahme von</translation>
    </message>
    <message>
        <source>Its place was taken by</source>
        <translation>An ihre Stelle trat</translation>
    </message>
    <message>
        <source>Rests on</source>
        <translation>Stützt sich auf</translation>
    </message>
    <message>
        <source>approved it</source>
        <translation>hat sie freigegeben</translation>
    </message>
    <message>
        <source>sent it back</source>
        <translation>hat sie zurückgegeben</translation>
    </message>
    <message>
        <source>confirmed it</source>
        <translation>hat sie bestätigt</translation>
    </message>
    <message>
        <source>withdrew it</source>
        <translation>hat sie zurückgezogen</translation>
    </message>
    <message>
        <source>retired it</source>
        <translation>hat sie stillgelegt</translation>
    </message>
    <message>
        <source>put another in its place</source>
        <translation>hat eine andere an ihre Stelle gesetzt</translation>
    </message>
    <message>
        <source>put it in doubt</source>
        <translation>hat sie angezweifelt</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>wird gelesen</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>misslungen</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Passagen</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Versions that disagree</source>
        <translation>Versionen, die sich widersprechen</translation>
    </message>
    <message>
        <source>Two documents look like versions of one another and state different numbers or dates.</source>
        <translation>Zwei Dokumente sehen wie Versionen voneinander aus und nennen verschiedene Zahlen oder Daten.</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>The same bytes stand in more than one place; an answer may cite either.</source>
        <translation>Dieselben Bytes stehen an mehr als einer Stelle; eine Antwort kann jede davon anführen.</translation>
    </message>
    <message>
        <source>Nearly the same</source>
        <translation>Fast gleich</translation>
    </message>
    <message>
        <source>Documents share most of their words; usually one replaces the others.</source>
        <translation>Dokumente teilen die meisten ihrer Wörter; meist ersetzt eines die anderen.</translation>
    </message>
    <message>
        <source>Not readable, or not whole</source>
        <translation>Nicht oder nicht ganz lesbar</translation>
    </message>
    <message>
        <source>A file, or a part of it, could not be read, so nothing in it can be found.</source>
        <translation>Eine Datei oder ein Teil davon ließ sich nicht lesen; darin kann nichts gefunden werden.</translation>
    </message>
    <message>
        <source>Pictures of text</source>
        <translation>Bilder von Text</translation>
    </message>
    <message>
        <source>Pages are pictures; their words can be found only after OCR.</source>
        <translation>Seiten sind Bilder; ihre Wörter findet man erst nach einer Texterkennung.</translation>
    </message>
    <message>
        <source>Label chosen by nobody</source>
        <translation>Stufe von niemandem gewählt</translation>
    </message>
    <message>
        <source>The label is the default; confirm it or choose another.</source>
        <translation>Die Stufe ist die Vorgabe; bestätigen Sie sie oder wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Old</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>A document speaks for a day long past; look whether it still holds.</source>
        <translation>Ein Dokument spricht für einen längst vergangenen Tag; sehen Sie nach, ob es noch gilt.</translation>
    </message>
    <message>
        <source>Never cited</source>
        <translation>Nie angeführt</translation>
    </message>
    <message>
        <source>No answer has used the document yet; it may be misplaced or badly titled.</source>
        <translation>Noch keine Antwort hat das Dokument verwendet; vielleicht liegt es falsch oder hat einen schlechten Titel.</translation>
    </message>
    <message>
        <source>1 document</source>
        <translation>1 Dokument</translation>
    </message>
    <message>
        <source>{0} documents</source>
        <translation>{0} Dokumente</translation>
    </message>
    <message>
        <source>1 passage</source>
        <translation>1 Passage</translation>
    </message>
    <message>
        <source>{0} passages</source>
        <translation>{0} Passagen</translation>
    </message>
    <message>
        <source>1 answer</source>
        <translation>1 Antwort</translation>
    </message>
    <message>
        <source>{0} answers</source>
        <translation>{0} Antworten</translation>
    </message>
    <message>
        <source>1 label</source>
        <translation>1 Stufe</translation>
    </message>
    <message>
        <source>{0} labels</source>
        <translation>{0} Stufen</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>{0} files</source>
        <translation>{0} Dateien</translation>
    </message>
    <message>
        <source>1 finding</source>
        <translation>1 Befund</translation>
    </message>
    <message>
        <source>{0} findings</source>
        <translation>{0} Befunde</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>{0} lines</source>
        <translation>{0} Zeilen</translation>
    </message>
    <message>
        <source>1 year ago</source>
        <translation>vor 1 Jahr</translation>
    </message>
    <message>
        <source>{0} years ago</source>
        <translation>vor {0} Jahren</translation>
    </message>
    <message>
        <source>1 month ago</source>
        <translation>vor 1 Monat</translation>
    </message>
    <message>
        <source>{0} months ago</source>
        <translation>vor {0} Monaten</translation>
    </message>
    <message>
        <source>1 week ago</source>
        <translation>vor 1 Woche</translation>
    </message>
    <message>
        <source>{0} weeks ago</source>
        <translation>vor {0} Wochen</translation>
    </message>
    <message>
        <source>1 day ago</source>
        <translation>vor 1 Tag</translation>
    </message>
    <message>
        <source>{0} days ago</source>
        <translation>vor {0} Tagen</translation>
    </message>
</context>
</TS>
