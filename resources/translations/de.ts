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
        <source>from approval</source>
        <translation>ab der Freigabe</translation>
    </message>
    <message>
        <source>no end date</source>
        <translation>kein Enddatum</translation>
    </message>
    <message>
        <source>separated by commas</source>
        <translation>durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Anyone who can review</source>
        <translation>Alle, die prüfen dürfen</translation>
    </message>
    <message>
        <source>Remove link</source>
        <translation>Verknüpfung entfernen</translation>
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
        <source>Add a link</source>
        <translation>Verknüpfung hinzufügen</translation>
    </message>
    <message>
        <source>Reviewers</source>
        <translation>Prüfer</translation>
    </message>
    <message>
        <source>Reviewers: {0}</source>
        <translation>Prüfer: {0}</translation>
    </message>
</context>
<context>
    <name>AbstentionBody</name>
    <message>
        <source>What would help: {0}</source>
        <translation>Was helfen würde: {0}</translation>
    </message>
    <message>
        <source>Who may know: {0}</source>
        <translation>Wer es wissen könnte: {0}</translation>
    </message>
    <message>
        <source>Show more similar passages</source>
        <translation>Weitere ähnliche Passagen zeigen</translation>
    </message>
    <message>
        <source>Ask the experts</source>
        <translation>Fachleute fragen</translation>
    </message>
    <message>
        <source>Copy the question and what was found, to send to somebody who may know</source>
        <translation>Frage und Fundstellen kopieren, um sie jemandem zu senden, der es wissen könnte</translation>
    </message>
    <message>
        <source>Question and context copied. Paste them into a message to somebody who may know.</source>
        <translation>Frage und Zusammenhang sind kopiert. Fügen Sie sie in eine Nachricht an jemanden ein, der es wissen könnte.</translation>
    </message>
    <message>
        <source>Broaden</source>
        <translation>Weiter fassen</translation>
    </message>
    <message>
        <source>Ask an expert</source>
        <translation>Fachleute fragen</translation>
    </message>
    <message>
        <source>Copy for a message</source>
        <translation>Für eine Nachricht kopieren</translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message>
        <source>Changing labels</source>
        <translation>Stufen werden geändert</translation>
    </message>
    <message>
        <source>{0} now {1}</source>
        <translation>{0} jetzt {1}</translation>
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
        <source>They already have the label {0}.</source>
        <translation>Sie haben die Stufe {0} bereits.</translation>
    </message>
    <message>
        <source>{0} restored</source>
        <translation>{0} wiederhergestellt</translation>
    </message>
    <message>
        <source>Checking what will be removed</source>
        <translation>Es wird geprüft, was entfernt würde</translation>
    </message>
    <message>
        <source>The files are not touched, and existing citations still open. You can undo this while the window is open.</source>
        <translation>Die Dateien bleiben unverändert, und bestehende Belege lassen sich weiter öffnen. Sie können dies rückgängig machen, solange das Fenster offen ist.</translation>
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
        <source>{0} erased, with the text of {1}</source>
        <translation>{0} gelöscht, samt dem Text von {1}</translation>
    </message>
    <message>
        <source>Erasing</source>
        <translation>Dokumente werden gelöscht</translation>
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
        <source>The oldest cited source is as of {0}.</source>
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
        <source>Do you know the answer, or who does?</source>
        <translation>Wissen Sie die Antwort, oder wer sie weiß?</translation>
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
        <source>Quoted: copied word for word from the source.</source>
        <translation>Zitiert: Wort für Wort aus der Quelle übernommen.</translation>
    </message>
    <message>
        <source>partly supported</source>
        <translation>teilweise gestützt</translation>
    </message>
    <message>
        <source>Supported: every number, name and fact is in the cited words.</source>
        <translation>Gestützt: Jede Zahl, jeder Name und jede Tatsache steht in den angeführten Worten.</translation>
    </message>
    <message>
        <source>Partly supported: not everything is in the cited words.</source>
        <translation>Teilweise gestützt: Nicht alles steht in den angeführten Worten.</translation>
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
        <source>review due {0}</source>
        <translation>Prüfung fällig {0}</translation>
    </message>
    <message>
        <source>derived from the rule “{0}”</source>
        <translation>abgeleitet aus der Regel „{0}“</translation>
    </message>
    <message>
        <source>met</source>
        <translation>erfüllt</translation>
    </message>
    <message>
        <source>not met</source>
        <translation>nicht erfüllt</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Required to decide: {0}</source>
        <translation>Zur Entscheidung erforderlich: {0}</translation>
    </message>
    <message>
        <source>Added to Gaps (asked once).</source>
        <translation>Zu den Lücken hinzugefügt (einmal gefragt).</translation>
    </message>
    <message>
        <source>Added to Gaps (asked {0} times).</source>
        <translation>Zu den Lücken hinzugefügt ({0}-mal gefragt).</translation>
    </message>
    <message>
        <source>It has been reviewed before. {0}</source>
        <translation>Sie wurde schon einmal geprüft. {0}</translation>
    </message>
    <message>
        <source>Assigned to {0}.</source>
        <translation>Zugewiesen an {0}.</translation>
    </message>
    <message>
        <source>quoted word for word</source>
        <translation>Wort für Wort zitiert</translation>
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
        <source>Check a text against the library, sentence by sentence (Ctrl+Shift+T)</source>
        <translation>Einen Text Satz für Satz mit der Bibliothek abgleichen (Strg+Umschalt+T)</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neues Gespräch</translation>
    </message>
    <message>
        <source>Start a new conversation (Ctrl+N)</source>
        <translation>Ein neues Gespräch beginnen (Strg+N)</translation>
    </message>
    <message>
        <source>Start a new conversation</source>
        <translation>Ein neues Gespräch beginnen</translation>
    </message>
    <message>
        <source>Show or hide conversations</source>
        <translation>Gespräche ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Gespräche durchsuchen</translation>
    </message>
    <message>
        <source>Copy answer with citations</source>
        <translation>Antwort mit Belegen kopieren</translation>
    </message>
    <message>
        <source>Loading conversations</source>
        <translation>Gespräche werden geladen</translation>
    </message>
    <message>
        <source>Loading a run</source>
        <translation>Ein Lauf wird geladen</translation>
    </message>
    <message>
        <source>Restoring a conversation</source>
        <translation>Ein Gespräch wird wiederhergestellt</translation>
    </message>
    <message>
        <source>1 question waiting</source>
        <translation>1 Frage wartet</translation>
    </message>
    <message>
        <source>{0} questions waiting</source>
        <translation>{0} Fragen warten</translation>
    </message>
    <message>
        <source>Check a text</source>
        <translation>Einen Text prüfen</translation>
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
        <source>Renaming a conversation</source>
        <translation>Ein Gespräch wird umbenannt</translation>
    </message>
    <message>
        <source>Removing a conversation</source>
        <translation>Ein Gespräch wird entfernt</translation>
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
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Opening a source</source>
        <translation>Eine Quelle wird geöffnet</translation>
    </message>
</context>
<context>
    <name>AttachDialog</name>
    <message>
        <source>Attach to a unit</source>
        <translation>An eine Einheit hängen</translation>
    </message>
    <message>
        <source>Search drafts</source>
        <translation>Entwürfe durchsuchen</translation>
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
        <source>No drafts. Create a unit first, or revise an approved one.</source>
        <translation>Keine Entwürfe. Legen Sie zuerst eine Einheit an oder überarbeiten Sie eine freigegebene.</translation>
    </message>
    <message>
        <source>Field that these words support</source>
        <translation>Feld, das diese Worte stützen</translation>
    </message>
    <message>
        <source>Which unit do these words support?</source>
        <translation>Welche Einheit stützen diese Worte?</translation>
    </message>
    <message>
        <source>Finding drafts</source>
        <translation>Entwürfe werden gesucht</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Anhängen</translation>
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
        <source>Dismiss this message</source>
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
        <source>What happened</source>
        <translation>Was geschah</translation>
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
        <source>One real event in a few words, for example: Drift at Mossgate Hydro, July 2025</source>
        <translation>Ein wirkliches Ereignis in wenigen Worten, zum Beispiel: Abweichung bei Mossgate Hydro, Juli 2025</translation>
    </message>
    <message>
        <source>Paste notes or a transcript, if you have any; drafts are made from their sentences.</source>
        <translation>Fügen Sie Notizen oder eine Niederschrift ein, falls vorhanden; aus ihren Sätzen entstehen Entwürfe.</translation>
    </message>
    <message>
        <source>Kind of unit</source>
        <translation>Art der Einheit</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>Fachperson</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>New interview</source>
        <translation>Neues Interview</translation>
    </message>
    <message>
        <source>One event where judgement made the difference: what was noticed, what else was possible, what a novice would miss.</source>
        <translation>Ein Ereignis, bei dem das Urteil den Unterschied machte: was auffiel, was sonst möglich war, was ein Neuling übersehen würde.</translation>
    </message>
    <message>
        <source>Load notes from a file …</source>
        <translation>Notizen aus einer Datei laden …</translation>
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
        <source>Both versions</source>
        <translation>Beide Fassungen</translation>
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
        <source>Both versions are the same.</source>
        <translation>Beide Fassungen sind gleich.</translation>
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
        <source>The library says this word for word.</source>
        <translation>Die Bibliothek sagt dies Wort für Wort.</translation>
    </message>
    <message>
        <source>Every number, name and fact is in the library.</source>
        <translation>Jede Zahl, jeder Name und jede Tatsache steht in der Bibliothek.</translation>
    </message>
    <message>
        <source>Not everything is in the words found.</source>
        <translation>Nicht alles steht in den gefundenen Worten.</translation>
    </message>
    <message>
        <source>The library contradicts this.</source>
        <translation>Die Bibliothek widerspricht dem.</translation>
    </message>
    <message>
        <source>Nothing you may read says this.</source>
        <translation>Nichts, was Sie lesen dürfen, sagt dies.</translation>
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
        <source>Paste or type a text, or drop a text file here</source>
        <translation>Text einfügen oder schreiben, oder eine Textdatei hierher ziehen</translation>
    </message>
    <message>
        <source>Text to check</source>
        <translation>Zu prüfender Text</translation>
    </message>
    <message>
        <source>Question that the text answers</source>
        <translation>Frage, die der Text beantwortet</translation>
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
        <source>Export …</source>
        <translation>Ausgeben …</translation>
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
        <source>Each sentence is checked against what you may read: a letter, a report, another program’s answer.</source>
        <translation>Jeder Satz wird mit dem abgeglichen, was Sie lesen dürfen: ein Brief, ein Bericht, die Antwort eines anderen Programms.</translation>
    </message>
    <message>
        <source>The question it answers, if any (optional)</source>
        <translation>Die Frage, die er beantwortet, falls es eine gibt (optional)</translation>
    </message>
    <message>
        <source>Statements about anything other than this question then do not count</source>
        <translation>Aussagen über etwas anderes als diese Frage zählen dann nicht</translation>
    </message>
    <message>
        <source>Copy the sentences with the words that support them</source>
        <translation>Die Sätze mit den stützenden Worten kopieren</translation>
    </message>
    <message>
        <source>Save the sentences with the words that support them as Markdown</source>
        <translation>Die Sätze mit den stützenden Worten als Markdown speichern</translation>
    </message>
    <message>
        <source>An unexpected error occurred. Your text is still here.</source>
        <translation>Ein unerwarteter Fehler ist aufgetreten. Ihr Text ist noch da.</translation>
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
        <source>✓ Needs: {0}</source>
        <translation>✓ Erforderlich: {0}</translation>
    </message>
</context>
<context>
    <name>ConflictCard</name>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>Contradiction {0} of {1}: {2}</source>
        <translation>Widerspruch {0} von {1}: {2}</translation>
    </message>
    <message>
        <source>Open in context</source>
        <translation>Im Zusammenhang öffnen</translation>
    </message>
    <message>
        <source>Open “{0}” in context</source>
        <translation>„{0}“ im Zusammenhang öffnen</translation>
    </message>
    <message>
        <source>Contradiction {0} of {1}</source>
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
        <source>A unit cannot replace a document. Accept both, or remove the document.</source>
        <translation>Eine Einheit kann kein Dokument ersetzen. Behalten Sie beide oder entfernen Sie das Dokument.</translation>
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
        <source>Checking for contradictions …</source>
        <translation>Widersprüche werden gesucht …</translation>
    </message>
    <message>
        <source>No contradictions found.</source>
        <translation>Keine Widersprüche gefunden.</translation>
    </message>
    <message>
        <source>1 open contradiction.</source>
        <translation>1 offener Widerspruch.</translation>
    </message>
    <message>
        <source>{0} open contradictions.</source>
        <translation>{0} offene Widersprüche.</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
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
        <source>Hide conversations (Ctrl+H)</source>
        <translation>Gespräche ausblenden (Strg+H)</translation>
    </message>
    <message>
        <source>Hide conversations</source>
        <translation>Gespräche ausblenden</translation>
    </message>
    <message>
        <source>No matching conversations.</source>
        <translation>Keine passenden Gespräche.</translation>
    </message>
    <message>
        <source>Your questions are saved here, with their evidence.</source>
        <translation>Ihre Fragen werden hier mit ihren Belegen gespeichert.</translation>
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
        <source>Its questions and answers stay in the run log.</source>
        <translation>Seine Fragen und Antworten bleiben im Protokoll der Läufe.</translation>
    </message>
    <message>
        <source>Restore {0}</source>
        <translation>{0} wiederherstellen</translation>
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
        <source>The right answer</source>
        <translation>Die richtige Antwort</translation>
    </message>
    <message>
        <source>The right answer, in one or two sentences that can be quoted</source>
        <translation>Die richtige Antwort in ein oder zwei Sätzen, die sich zitieren lassen</translation>
    </message>
    <message>
        <source>Publish correction</source>
        <translation>Korrektur veröffentlichen</translation>
    </message>
</context>
<context>
    <name>CorrectionView</name>
    <message>
        <source>Correction</source>
        <translation>Korrektur</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Reason (optional)</source>
        <translation>Grund (freiwillig)</translation>
    </message>
    <message>
        <source>review due {0}</source>
        <translation>Prüfung fällig {0}</translation>
    </message>
    <message>
        <source>corrected by {0}</source>
        <translation>korrigiert von {0}</translation>
    </message>
    <message>
        <source>It was not reviewed in time.</source>
        <translation>Sie wurde nicht rechtzeitig geprüft.</translation>
    </message>
    <message>
        <source>Current answer</source>
        <translation>Aktuelle Antwort</translation>
    </message>
    <message>
        <source>Status: {0}.</source>
        <translation>Status: {0}.</translation>
    </message>
    <message>
        <source>Reason (required to reject)</source>
        <translation>Grund (zum Ablehnen erforderlich)</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
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
        <source>You published it; somebody else has to confirm it.</source>
        <translation>Sie haben sie veröffentlicht; jemand anderes muss sie bestätigen.</translation>
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
        <source>Saving your feedback</source>
        <translation>Ihre Rückmeldung wird gespeichert</translation>
    </message>
    <message>
        <source>Searching further</source>
        <translation>Es wird weitergesucht</translation>
    </message>
    <message>
        <source>Reporting to the experts</source>
        <translation>Die Frage wird den Fachleuten gemeldet</translation>
    </message>
    <message>
        <source>Asking an expert</source>
        <translation>Jemand vom Fach wird gefragt</translation>
    </message>
    <message>
        <source>{0} has been asked. You will be notified when there is an answer.</source>
        <translation>{0} wurde gefragt. Sie werden benachrichtigt, sobald es eine Antwort gibt.</translation>
    </message>
    <message>
        <source>Your note has been saved with the question.</source>
        <translation>Ihre Notiz wurde mit der Frage gespeichert.</translation>
    </message>
    <message>
        <source>Show gaps</source>
        <translation>Lücken zeigen</translation>
    </message>
    <message>
        <source>Publishing a correction</source>
        <translation>Eine Korrektur wird veröffentlicht</translation>
    </message>
    <message>
        <source>It is now the answer. Somebody else will review it by {0}.</source>
        <translation>Sie ist jetzt die Antwort. Jemand anderes prüft sie bis {0}.</translation>
    </message>
    <message>
        <source>Checking followed questions</source>
        <translation>Verfolgte Fragen werden geprüft</translation>
    </message>
    <message>
        <source>Gaps are assigned and answered in Review.</source>
        <translation>Lücken werden unter Prüfung zugewiesen und beantwortet.</translation>
    </message>
    <message>
        <source>Following a question</source>
        <translation>Eine Frage wird verfolgt</translation>
    </message>
    <message>
        <source>Reading a run</source>
        <translation>Ein Lauf wird gelesen</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Finding the workspace</source>
        <translation>Der Arbeitsbereich wird gesucht</translation>
    </message>
    <message>
        <source>An unexpected error occurred.</source>
        <translation>Ein unerwarteter Fehler ist aufgetreten.</translation>
    </message>
    <message>
        <source>Your saved data is safe and you can continue working. The details help to find the cause; they may contain file names.</source>
        <translation>Ihre gespeicherten Daten sind sicher, und Sie können weiterarbeiten. Die Einzelheiten helfen bei der Fehlersuche; sie können Dateinamen enthalten.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
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
        <source>Answers citing it</source>
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
        <source>Close document</source>
        <translation>Dokument schließen</translation>
    </message>
    <message>
        <source>Only one version so far. When the file changes, the differences are shown here.</source>
        <translation>Bisher nur eine Version. Wenn sich die Datei ändert, stehen hier die Unterschiede.</translation>
    </message>
    <message>
        <source>From version {0} to version {1}: {2} added, {3} removed.</source>
        <translation>Von Version {0} zu Version {1}: {2} hinzugekommen, {3} entfallen.</translation>
    </message>
    <message>
        <source>Not cited yet.</source>
        <translation>Noch nicht angeführt.</translation>
    </message>
    <message>
        <source>Cited in {0}; other people&apos;s are not shown.</source>
        <translation>Angeführt in {0}; die Fragen anderer werden nicht gezeigt.</translation>
    </message>
    <message>
        <source>It has been removed from the library; its text is kept for citations.</source>
        <translation>Es wurde aus der Bibliothek entfernt; sein Text bleibt für Belege erhalten.</translation>
    </message>
    <message>
        <source>The newest version of the file could not be read. {0} {1}</source>
        <translation>Die neueste Version der Datei konnte nicht gelesen werden. {0} {1}</translation>
    </message>
    <message>
        <source>It contains no text, so it cannot be searched. Check that it is the right file.</source>
        <translation>Es enthält keinen Text und lässt sich nicht durchsuchen. Prüfen Sie, ob es die richtige Datei ist.</translation>
    </message>
    <message>
        <source>The file is missing; its text is kept.</source>
        <translation>Die Datei fehlt; ihr Text bleibt erhalten.</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Anhänge</translation>
    </message>
    <message>
        <source>{0} (default, not confirmed)</source>
        <translation>{0} (Vorgabe, nicht bestätigt)</translation>
    </message>
    <message>
        <source>Attached to</source>
        <translation>Anhang von</translation>
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
        <source>version {0}</source>
        <translation>Version {0}</translation>
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
        <source>Cited in {0}.</source>
        <translation>Angeführt in {0}.</translation>
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
        <source>Version {0} has no similar passage.</source>
        <translation>Version {0} hat keine ähnliche Passage.</translation>
    </message>
    <message>
        <source>The passage is the same in both versions.</source>
        <translation>Die Passage ist in beiden Versionen gleich.</translation>
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
        <source>outdated</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>attached to “{0}”</source>
        <translation>Anhang von „{0}“</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>default, not confirmed</source>
        <translation>Vorgabe, nicht bestätigt</translation>
    </message>
    <message>
        <source>as of {0} ({1})</source>
        <translation>Stand {0} ({1})</translation>
    </message>
</context>
<context>
    <name>DocumentPicker</name>
    <message>
        <source>Finding documents</source>
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
        <source>Loading a conversation</source>
        <translation>Ein Gespräch wird geladen</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Save status</source>
        <translation>Speicherstatus</translation>
    </message>
    <message>
        <source>Close the editor; the draft is saved</source>
        <translation>Editor schließen; der Entwurf ist gespeichert</translation>
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
        <source>Editing …</source>
        <translation>Wird bearbeitet …</translation>
    </message>
    <message>
        <source>Loading both versions</source>
        <translation>Beide Fassungen werden geladen</translation>
    </message>
    <message>
        <source>{0} saved this unit while you were editing. Both versions have been kept.</source>
        <translation>{0} hat diese Einheit gespeichert, während Sie sie bearbeitet haben. Beide Fassungen sind erhalten.</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Andere Fassung verwenden</translation>
    </message>
    <message>
        <source>Your own version from {0} has been kept as well.</source>
        <translation>Ihre eigene Fassung vom {0} ist ebenfalls erhalten.</translation>
    </message>
    <message>
        <source>Use mine</source>
        <translation>Meine verwenden</translation>
    </message>
    <message>
        <source>Discard mine</source>
        <translation>Meine verwerfen</translation>
    </message>
    <message>
        <source>Merging versions</source>
        <translation>Fassungen werden zusammengeführt</translation>
    </message>
    <message>
        <source>Discarding a version</source>
        <translation>Eine Fassung wird verworfen</translation>
    </message>
    <message>
        <source>Checking what is missing</source>
        <translation>Es wird geprüft, was fehlt</translation>
    </message>
    <message>
        <source>Changing reviewers</source>
        <translation>Prüfende werden geändert</translation>
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
        <source>Try again</source>
        <translation>Nochmals versuchen</translation>
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
        <source>Submitting a unit</source>
        <translation>Eine Einheit wird eingereicht</translation>
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
        <source>{0} more passages considered</source>
        <translation>{0} weitere Passagen berücksichtigt</translation>
    </message>
</context>
<context>
    <name>EvidenceRow</name>
    <message>
        <source>Evidence {0}</source>
        <translation>Beleg {0}</translation>
    </message>
    <message>
        <source>Considered</source>
        <translation>Berücksichtigt</translation>
    </message>
</context>
<context>
    <name>ExpertForm</name>
    <message>
        <source>Ask an expert</source>
        <translation>Fachleute fragen</translation>
    </message>
    <message>
        <source>Person to ask</source>
        <translation>Person, die gefragt wird</translation>
    </message>
    <message>
        <source>Add context: who needs this, and by when (optional)</source>
        <translation>Zusammenhang: wer es braucht und bis wann (optional)</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
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
        <source>The file could not be created. The answer is still here.</source>
        <translation>Die Datei konnte nicht angelegt werden. Die Antwort ist noch hier.</translation>
    </message>
    <message>
        <source>Choose another location</source>
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
        <source>The answer says something wrong</source>
        <translation>Die Antwort sagt etwas Falsches</translation>
    </message>
    <message>
        <source>The answer is missing something</source>
        <translation>Der Antwort fehlt etwas</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Korrigieren</translation>
    </message>
    <message>
        <source>Write the right answer; it is used at once and reviewed by somebody else within a week</source>
        <translation>Schreiben Sie die richtige Antwort; sie gilt sofort und wird binnen einer Woche von jemand anderem geprüft</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>Unvollständig</translation>
    </message>
</context>
<context>
    <name>FieldBox</name>
    <message>
        <source>required</source>
        <translation>erforderlich</translation>
    </message>
    <message>
        <source>Text that you may not read or that has been erased</source>
        <translation>Text, den Sie nicht lesen dürfen oder der gelöscht wurde</translation>
    </message>
    <message>
        <source>Remove this evidence</source>
        <translation>Diesen Beleg entfernen</translation>
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
        <source>text that you may not read or that has been erased</source>
        <translation>Text, den Sie nicht lesen dürfen oder der gelöscht wurde</translation>
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
        <source>default, not confirmed</source>
        <translation>Vorgabe, nicht bestätigt</translation>
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
        <source>partly read</source>
        <translation>teilweise gelesen</translation>
    </message>
    <message>
        <source>no text or outdated</source>
        <translation>kein Text oder veraltet</translation>
    </message>
    <message>
        <source>newer version unread</source>
        <translation>neuere Version ungelesen</translation>
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
        <source>Exclusions …</source>
        <translation>Ausschlüsse …</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Stop watching …</source>
        <translation>Nicht mehr beobachten …</translation>
    </message>
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
        <source>excluding {0}</source>
        <translation>ohne {0}</translation>
    </message>
    <message>
        <source>▲ folder unavailable; documents kept</source>
        <translation>▲ Ordner nicht verfügbar; Dokumente bleiben erhalten</translation>
    </message>
    <message>
        <source>▲ not watched</source>
        <translation>▲ nicht beobachtet</translation>
    </message>
    <message>
        <source>◐ checked periodically</source>
        <translation>◐ wird regelmäßig geprüft</translation>
    </message>
    <message>
        <source>● watched</source>
        <translation>● beobachtet</translation>
    </message>
    <message>
        <source>○ not watched yet</source>
        <translation>○ noch nicht beobachtet</translation>
    </message>
    <message>
        <source>Exclusions</source>
        <translation>Ausschlüsse</translation>
    </message>
    <message>
        <source>Names to skip, separated by commas, such as *.bak, drafts:</source>
        <translation>Namen, die übersprungen werden, durch Kommas getrennt, etwa *.bak, drafts:</translation>
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
        <source>Show documents</source>
        <translation>Dokumente zeigen</translation>
    </message>
</context>
<context>
    <name>FoldersView</name>
    <message>
        <source>Watched folders</source>
        <translation>Beobachtete Ordner</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Einen Ordner hinzufügen</translation>
    </message>
    <message>
        <source>No watched folders yet. Add a folder to read its documents and keep up with changes.</source>
        <translation>Noch keine beobachteten Ordner. Fügen Sie einen Ordner hinzu, um seine Dokumente zu lesen und Änderungen zu übernehmen.</translation>
    </message>
</context>
<context>
    <name>FollowView</name>
    <message>
        <source>Followed question</source>
        <translation>Verfolgte Frage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
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
        <source>Ask again</source>
        <translation>Nochmals fragen</translation>
    </message>
    <message>
        <source>Unfollow</source>
        <translation>Nicht mehr verfolgen</translation>
    </message>
</context>
<context>
    <name>Follower</name>
    <message>
        <source>Preparing to watch folders</source>
        <translation>Das Beobachten von Ordnern wird vorbereitet</translation>
    </message>
    <message>
        <source>Watching folders</source>
        <translation>Ordner werden beobachtet</translation>
    </message>
    <message>
        <source>An unexpected error occurred.</source>
        <translation>Ein unerwarteter Fehler ist aufgetreten.</translation>
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
        <source>First {0}, last {1}</source>
        <translation>Zuerst {0}, zuletzt {1}</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Wieder öffnen</translation>
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
        <source>Assign</source>
        <translation>Zuweisen</translation>
    </message>
    <message>
        <source>Select a gap to see its questions and the closest passages.</source>
        <translation>Wählen Sie eine Lücke, um ihre Fragen und die ähnlichsten Passagen zu sehen.</translation>
    </message>
    <message>
        <source>Asked again after approval: {0} of {1} answered.</source>
        <translation>Nach der Freigabe erneut gefragt: {0} von {1} beantwortet.</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Answer question by question; the fields are drafted from your answers</source>
        <translation>Frage für Frage antworten; aus den Antworten entstehen die Felder</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Start a unit with this question as its title</source>
        <translation>Eine Einheit mit dieser Frage als Titel beginnen</translation>
    </message>
    <message>
        <source>Or assign it to somebody</source>
        <translation>Oder jemandem zuweisen</translation>
    </message>
    <message>
        <source>Suggested: {0}.</source>
        <translation>Vorgeschlagen: {0}.</translation>
    </message>
    <message>
        <source>Person to ask</source>
        <translation>Person, die gefragt wird</translation>
    </message>
    <message>
        <source>Unassign</source>
        <translation>Zuweisung aufheben</translation>
    </message>
    <message>
        <source>Or dismiss it</source>
        <translation>Oder verwerfen</translation>
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
        <source>Open unit</source>
        <translation>Einheit öffnen</translation>
    </message>
    <message>
        <source>Open interview</source>
        <translation>Interview öffnen</translation>
    </message>
    <message>
        <source>Questions  {0}</source>
        <translation>Fragen  {0}</translation>
    </message>
    <message>
        <source>Closest passages</source>
        <translation>Nächste Passagen</translation>
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
        <source>Most asked</source>
        <translation>Am häufigsten gefragt</translation>
    </message>
    <message>
        <source>Most recent</source>
        <translation>Zuletzt gefragt</translation>
    </message>
    <message>
        <source>No gaps. Questions without an answer, or reported as wrongly answered, are collected here.</source>
        <translation>Keine Lücken. Fragen ohne Antwort oder mit als falsch gemeldeter Antwort sammeln sich hier.</translation>
    </message>
    <message>
        <source>Group into gaps</source>
        <translation>Zu Lücken zusammenfassen</translation>
    </message>
    <message>
        <source>Group new questions into gaps by meaning</source>
        <translation>Neue Fragen nach ihrer Bedeutung zu Lücken zusammenfassen</translation>
    </message>
    <message>
        <source>1 new question</source>
        <translation>1 neue Frage</translation>
    </message>
    <message>
        <source>{0} new questions</source>
        <translation>{0} neue Fragen</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
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
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Completeness</source>
        <translation>Vollständigkeit</translation>
    </message>
    <message>
        <source>Questions an interviewer would ask</source>
        <translation>Fragen, die im Interview gestellt würden</translation>
    </message>
</context>
<context>
    <name>InboxView</name>
    <message>
        <source>Inbox</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>You&apos;re all caught up. Reviews, gaps and doubtful units appear here.</source>
        <translation>Alles erledigt. Prüfungen, Lücken und zweifelhafte Einheiten erscheinen hier.</translation>
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
        <source>Finished</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>No interviews yet. Questions about one real event bring out what experience has taught.</source>
        <translation>Noch keine Interviews. Fragen zu einem wirklichen Ereignis bringen hervor, was die Erfahrung gelehrt hat.</translation>
    </message>
    <message>
        <source>Start an interview</source>
        <translation>Interview starten</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>Im Gange</translation>
    </message>
    <message>
        <source>1 question done</source>
        <translation>1 Frage erledigt</translation>
    </message>
    <message>
        <source>{0} questions done</source>
        <translation>{0} Fragen erledigt</translation>
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
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>InventoryView</name>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
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
        <source>Check the library</source>
        <translation>Bibliothek prüfen</translation>
    </message>
    <message>
        <source>Kinds of finding</source>
        <translation>Arten von Befunden</translation>
    </message>
    <message>
        <source>An inventory finds copies, conflicting versions, unreadable files, unconfirmed labels and old documents.</source>
        <translation>Eine Bestandsaufnahme findet Kopien, widersprüchliche Versionen, unlesbare Dateien, unbestätigte Stufen und alte Dokumente.</translation>
    </message>
    <message>
        <source>Checking the library</source>
        <translation>Die Bibliothek wird geprüft</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>{0} checked in {1} s: {2}.</source>
        <translation>{0} in {1} s geprüft: {2}.</translation>
    </message>
    <message>
        <source>no issues found</source>
        <translation>keine Befunde</translation>
    </message>
    <message>
        <source>No issues found.</source>
        <translation>Keine Befunde.</translation>
    </message>
    <message>
        <source>Install the extra citewell[ocr] on this machine and try again, or replace the file with one you have run OCR on.</source>
        <translation>Installieren Sie den Zusatz citewell[ocr] auf diesem Rechner und versuchen Sie es erneut, oder ersetzen Sie die Datei durch eine mit Texterkennung.</translation>
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
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
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
        <source>new revision being written</source>
        <translation>neue Fassung in Arbeit</translation>
    </message>
    <message>
        <source>new revision in review</source>
        <translation>neue Fassung in Prüfung</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Nearly complete</source>
        <translation>Fast vollständig</translation>
    </message>
    <message>
        <source>Halfway</source>
        <translation>Halb fertig</translation>
    </message>
    <message>
        <source>{0} required</source>
        <translation>{0} erforderlich</translation>
    </message>
    <message>
        <source>{0} recommended</source>
        <translation>{0} empfohlen</translation>
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
        <source>Write the first unit</source>
        <translation>Die erste Einheit schreiben</translation>
    </message>
    <message>
        <source>Find units</source>
        <translation>Einheiten suchen</translation>
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
        <source>Opening a unit</source>
        <translation>Eine Einheit wird geöffnet</translation>
    </message>
    <message>
        <source>Withdrawing a unit</source>
        <translation>Eine Einheit wird zurückgezogen</translation>
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
        <source>Comparing revisions</source>
        <translation>Fassungen werden verglichen</translation>
    </message>
    <message>
        <source>Checking rules</source>
        <translation>Regeln werden geprüft</translation>
    </message>
    <message>
        <source>No matching units.</source>
        <translation>Keine passenden Einheiten.</translation>
    </message>
    <message>
        <source>Select a unit to read it.</source>
        <translation>Wählen Sie eine Einheit, um sie zu lesen.</translation>
    </message>
    <message>
        <source>Record what you know that is written nowhere else: decisions, rules, cases. Once somebody else has approved it, answers cite it.</source>
        <translation>Halten Sie fest, was sonst nirgends steht: Entscheidungen, Regeln, Fälle. Sobald jemand anderes es freigegeben hat, führen Antworten es an.</translation>
    </message>
    <message>
        <source>Submit unit for review</source>
        <translation>Einheit zur Prüfung einreichen</translation>
    </message>
    <message>
        <source>Finish editing</source>
        <translation>Bearbeiten beenden</translation>
    </message>
    <message>
        <source>Check all rules for contradictions</source>
        <translation>Alle Regeln auf Widersprüche prüfen</translation>
    </message>
    <message>
        <source>Loading units</source>
        <translation>Einheiten werden geladen</translation>
    </message>
    <message>
        <source>Loading more units</source>
        <translation>Weitere Einheiten werden geladen</translation>
    </message>
    <message>
        <source>Submitted. A reviewer will look at it.</source>
        <translation>Eingereicht. Jemand anderes prüft sie.</translation>
    </message>
    <message>
        <source>Starting a revision</source>
        <translation>Eine Überarbeitung wird begonnen</translation>
    </message>
    <message>
        <source>Withdrawn; it is a draft again.</source>
        <translation>Zurückgezogen; sie ist wieder ein Entwurf.</translation>
    </message>
    <message>
        <source>“{0}” has been retired; all its revisions are kept.</source>
        <translation>„{0}“ wurde stillgelegt; alle Fassungen bleiben erhalten.</translation>
    </message>
    <message>
        <source>Restoring a unit</source>
        <translation>Eine Einheit wird wiederhergestellt</translation>
    </message>
    <message>
        <source>Open a rule first; it is checked against all others.</source>
        <translation>Öffnen Sie zuerst eine Regel; sie wird mit allen anderen verglichen.</translation>
    </message>
    <message>
        <source>Loading templates</source>
        <translation>Vorlagen werden geladen</translation>
    </message>
    <message>
        <source>Starting a unit</source>
        <translation>Eine Einheit wird begonnen</translation>
    </message>
    <message>
        <source>“{0}” has been saved as a draft.</source>
        <translation>„{0}“ wurde als Entwurf gespeichert.</translation>
    </message>
    <message>
        <source>Saving a note</source>
        <translation>Eine Notiz wird gespeichert</translation>
    </message>
    <message>
        <source>These words are from an interview.</source>
        <translation>Diese Worte stammen aus einem Interview.</translation>
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
        <source>not cited</source>
        <translation>nicht angeführt</translation>
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
        <source>Drop a folder here, or choose one. Its documents are read and watched for changes.</source>
        <translation>Legen Sie einen Ordner hier ab oder wählen Sie einen. Seine Dokumente werden gelesen und auf Änderungen beobachtet.</translation>
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
        <source>No matching documents.</source>
        <translation>Keine passenden Dokumente.</translation>
    </message>
    <message>
        <source>Loading the library</source>
        <translation>Die Bibliothek wird geladen</translation>
    </message>
    <message>
        <source>Loading rows</source>
        <translation>Zeilen werden geladen</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Einen Ordner hinzufügen</translation>
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
        <source>Keep documents</source>
        <translation>Dokumente behalten</translation>
    </message>
    <message>
        <source>Remove documents …</source>
        <translation>Dokumente entfernen …</translation>
    </message>
    <message>
        <source>Opening a source</source>
        <translation>Eine Quelle wird geöffnet</translation>
    </message>
    <message>
        <source>Loading passages</source>
        <translation>Passagen werden geladen</translation>
    </message>
    <message>
        <source>Erase permanently …</source>
        <translation>Endgültig löschen …</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>Nicht mehr beobachten</translation>
    </message>
    <message>
        <source>Stop watching “{0}”?</source>
        <translation>„{0}“ nicht mehr beobachten?</translation>
    </message>
    <message>
        <source>You can keep its {0} documents in the library as they are, or remove them too. The files are not touched.</source>
        <translation>Sie können seine {0} Dokumente unverändert in der Bibliothek behalten oder mit entfernen. Die Dateien bleiben unberührt.</translation>
    </message>
    <message>
        <source>Stopping to watch a folder</source>
        <translation>Ein Ordner wird nicht mehr beobachtet</translation>
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
        <source>Quick note</source>
        <translation>Schnellnotiz</translation>
    </message>
    <message>
        <source>Stop or close</source>
        <translation>Anhalten oder schließen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>System appearance</source>
        <translation>Aussehen des Systems</translation>
    </message>
    <message>
        <source>Your data is safe. Free up disk space and try again.</source>
        <translation>Ihre Daten sind sicher. Geben Sie Speicherplatz frei und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The workspace folder is unavailable: {0}</source>
        <translation>Der Ordner des Arbeitsbereichs ist nicht verfügbar: {0}</translation>
    </message>
    <message>
        <source>Reconnect the drive to continue. Until then you cannot ask questions or add documents.</source>
        <translation>Schließen Sie das Laufwerk wieder an, um fortzufahren. Bis dahin können Sie nichts fragen oder hinzufügen.</translation>
    </message>
    <message>
        <source>The workspace folder is available again.</source>
        <translation>Der Ordner des Arbeitsbereichs ist wieder verfügbar.</translation>
    </message>
    <message>
        <source>Reopen it to continue where you left off.</source>
        <translation>Öffnen Sie ihn erneut, um dort weiterzumachen, wo Sie aufgehört haben.</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Wieder öffnen</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Einen Befehl suchen</translation>
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
        <source>Some questions could not be asked again.</source>
        <translation>Einige Fragen konnten nicht nochmals gefragt werden.</translation>
    </message>
    <message>
        <source>Other workspaces</source>
        <translation>Andere Arbeitsbereiche</translation>
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
        <source>In use</source>
        <translation>In Gebrauch</translation>
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
        <source>On a machine with a network, download these files with “pip download --no-deps”, copy them here, and choose their folder:</source>
        <translation>Laden Sie diese Dateien auf einem Rechner mit Netz mit „pip download --no-deps“ herunter, kopieren Sie sie hierher und wählen Sie ihren Ordner:</translation>
    </message>
    <message>
        <source>Copy the model file to this machine and choose it.</source>
        <translation>Kopieren Sie die Modelldatei auf diesen Rechner und wählen Sie sie.</translation>
    </message>
    <message>
        <source>Files to copy</source>
        <translation>Zu kopierende Dateien</translation>
    </message>
    <message>
        <source>Copy names</source>
        <translation>Namen kopieren</translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation>Passt nicht</translation>
    </message>
    <message>
        <source>reads up to {0} tokens</source>
        <translation>liest bis zu {0} Token</translation>
    </message>
    <message>
        <source>confidence calibrated</source>
        <translation>Zuversicht kalibriert</translation>
    </message>
    <message>
        <source>confidence not calibrated</source>
        <translation>Zuversicht nicht kalibriert</translation>
    </message>
    <message>
        <source>{0} tokens context</source>
        <translation>{0} Token Kontext</translation>
    </message>
    <message>
        <source>needs about {0} of memory, {1} free</source>
        <translation>braucht etwa {0} Speicher, {1} frei</translation>
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
        <source>Running {0}</source>
        <translation>Läuft {0}</translation>
    </message>
    <message>
        <source>Speed not measured yet.</source>
        <translation>Geschwindigkeit noch nicht gemessen.</translation>
    </message>
    <message>
        <source>Reads {0} tokens/s, writes {1} tokens/s, first word after {2} s ({3}; {4})</source>
        <translation>Liest {0} Token/s, schreibt {1} Token/s, erstes Wort nach {2} s ({3}; {4})</translation>
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
        <source>Use a model to phrase answers?</source>
        <translation>Ein Modell zum Formulieren der Antworten verwenden?</translation>
    </message>
    <message>
        <source>It runs on this machine and only rephrases what the sources say; every sentence is checked against them. Without one, answers quote the sources directly. You can change this later under Models.</source>
        <translation>Es läuft auf diesem Rechner und formuliert nur um, was die Quellen sagen; jeder Satz wird an ihnen geprüft. Ohne Modell zitieren Antworten die Quellen direkt. Sie können das später unter Modelle ändern.</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <source>Use quotes for now</source>
        <translation>Vorerst Zitate verwenden</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Any chat model in the GGUF format</source>
        <translation>Jedes Chat-Modell im Format GGUF</translation>
    </message>
    <message>
        <source>Phrasing answers</source>
        <translation>Antworten formulieren</translation>
    </message>
    <message>
        <source>Finding passages</source>
        <translation>Passagen finden</translation>
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
        <source>Checking installed models …</source>
        <translation>Installierte Modelle werden geprüft …</translation>
    </message>
    <message>
        <source>Turn the model off</source>
        <translation>Modell ausschalten</translation>
    </message>
    <message>
        <source>Answers will be direct quotes from the sources</source>
        <translation>Antworten sind dann wörtliche Zitate aus den Quellen</translation>
    </message>
    <message>
        <source>Import model file …</source>
        <translation>Modelldatei importieren …</translation>
    </message>
    <message>
        <source>Models only phrase; the evidence decides. Without one, answers are quotes.</source>
        <translation>Modelle formulieren nur; die Belege entscheiden. Ohne Modell sind Antworten Zitate.</translation>
    </message>
    <message>
        <source>Turns text into vectors so that passages can be found by meaning.</source>
        <translation>Macht aus Text Vektoren, damit Passagen nach ihrer Bedeutung gefunden werden.</translation>
    </message>
    <message>
        <source>Checking models</source>
        <translation>Modelle werden geprüft</translation>
    </message>
    <message>
        <source>Models are stored in {0}. Installing downloads a model&apos;s files with pip, the only time the network is used; “Without a network …” on a card lists the files to copy instead. Every file is verified against its checksum.</source>
        <translation>Modelle liegen in {0}. Beim Installieren lädt pip die Dateien eines Modells herunter; nur dann wird das Netz benutzt. „Ohne Netz …“ auf einer Karte nennt die Dateien, die Sie stattdessen kopieren. Jede Datei wird anhand ihrer Prüfsumme geprüft.</translation>
    </message>
    <message>
        <source>Answers are phrased by the server {0}.</source>
        <translation>Antworten werden vom Server {0} formuliert.</translation>
    </message>
    <message>
        <source>Answers are direct quotes.</source>
        <translation>Antworten sind wörtliche Zitate.</translation>
    </message>
    <message>
        <source>No suitable model is installed, so answers are direct quotes.</source>
        <translation>Kein geeignetes Modell ist installiert, daher sind Antworten wörtliche Zitate.</translation>
    </message>
    <message>
        <source>Answers are phrased by {0}, the best installed model.</source>
        <translation>Antworten formuliert {0}, das beste installierte Modell.</translation>
    </message>
    <message>
        <source>Only stewards can choose models</source>
        <translation>Nur Verwalter können Modelle wählen</translation>
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
        <source>{0} installed; checksum verified.</source>
        <translation>{0} installiert; Prüfsumme stimmt.</translation>
    </message>
    <message>
        <source>Choose model file …</source>
        <translation>Modelldatei wählen …</translation>
    </message>
    <message>
        <source>Folder with the model files</source>
        <translation>Ordner mit den Modelldateien</translation>
    </message>
    <message>
        <source>Model file</source>
        <translation>Modelldatei</translation>
    </message>
    <message>
        <source>All files of {0} are intact.</source>
        <translation>Alle Dateien von {0} sind unversehrt.</translation>
    </message>
    <message>
        <source>It stopped too early to measure its writing speed.</source>
        <translation>Es hat zu früh aufgehört, um die Schreibgeschwindigkeit zu messen.</translation>
    </message>
    <message>
        <source>{0} and its measurements will be removed from this machine, for all workspaces. You can reinstall it.</source>
        <translation>{0} und die Messungen werden für alle Arbeitsbereiche von diesem Rechner entfernt. Sie können es erneut installieren.</translation>
    </message>
    <message>
        <source>{0} and its measurements will be removed from this machine, for all workspaces. You would have to import it again.</source>
        <translation>{0} und die Messungen werden für alle Arbeitsbereiche von diesem Rechner entfernt. Sie müssten es erneut importieren.</translation>
    </message>
    <message>
        <source>Answers will be phrased by another installed model, or quoted.</source>
        <translation>Antworten werden dann von einem anderen installierten Modell formuliert oder zitiert.</translation>
    </message>
    <message>
        <source>{0} removed.</source>
        <translation>{0} entfernt.</translation>
    </message>
    <message>
        <source>{0} passages will be re-embedded in the background, which takes a while.</source>
        <translation>{0} Passagen werden im Hintergrund neu eingebettet; das dauert eine Weile.</translation>
    </message>
    <message>
        <source>The current model stays in use until this is finished. You can stop and resume at any time.</source>
        <translation>Das aktuelle Modell bleibt bis dahin in Gebrauch. Sie können jederzeit anhalten und fortfahren.</translation>
    </message>
    <message>
        <source>{0} passages left; {1} already done.</source>
        <translation>{0} Passagen übrig; {1} schon fertig.</translation>
    </message>
    <message>
        <source>Confidence has not been calibrated for this model. Answers will say so.</source>
        <translation>Die Zuversicht ist für dieses Modell nicht kalibriert. Antworten weisen darauf hin.</translation>
    </message>
    <message>
        <source>Use {0} to find passages?</source>
        <translation>{0} zum Finden von Passagen verwenden?</translation>
    </message>
    <message>
        <source>Re-embed</source>
        <translation>Neu einbetten</translation>
    </message>
    <message>
        <source>Passages are now found with {0}.</source>
        <translation>Passagen werden jetzt mit {0} gefunden.</translation>
    </message>
    <message>
        <source>Choose a folder …</source>
        <translation>Ordner wählen …</translation>
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
        <source>Measuring {0}</source>
        <translation>{0} wird gemessen</translation>
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
        <source>Embedding with {0}</source>
        <translation>Einbetten mit {0}</translation>
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
        <source>1 item is waiting for you</source>
        <translation>1 Eintrag wartet auf Sie</translation>
    </message>
    <message>
        <source>{0} items are waiting for you</source>
        <translation>{0} Einträge warten auf Sie</translation>
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
        <source>Not stated</source>
        <translation>Nicht angegeben</translation>
    </message>
    <message>
        <source>For it</source>
        <translation>Dafür</translation>
    </message>
    <message>
        <source>One per line</source>
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
        <source>Result for option {0}</source>
        <translation>Ergebnis für Option {0}</translation>
    </message>
    <message>
        <source>Not chosen</source>
        <translation>Nicht gewählt</translation>
    </message>
    <message>
        <source>Not chosen because</source>
        <translation>Nicht gewählt, weil</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Anmerkungen</translation>
    </message>
    <message>
        <source>Option {0}</source>
        <translation>Option {0}</translation>
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
        <source>Open the stored copy</source>
        <translation>Gespeicherte Kopie öffnen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>No program could open {0}.</source>
        <translation>Kein Programm konnte {0} öffnen.</translation>
    </message>
    <message>
        <source>{0} is missing. The stored text is shown here.</source>
        <translation>{0} fehlt. Hier wird der gespeicherte Text gezeigt.</translation>
    </message>
    <message>
        <source>Link in the source</source>
        <translation>Link in der Quelle</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>This opens your browser and leaves Citewell.</source>
        <translation>Dies öffnet Ihren Browser und verlässt Citewell.</translation>
    </message>
    <message>
        <source>It leads to another document of the same collection and cannot be opened here.</source>
        <translation>Er führt zu einem anderen Dokument derselben Sammlung und lässt sich hier nicht öffnen.</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Im Browser öffnen</translation>
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
        <source>Search commands</source>
        <translation>Befehle durchsuchen</translation>
    </message>
    <message>
        <source>No matching command.</source>
        <translation>Kein passender Befehl.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
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
        <source>Finding people</source>
        <translation>Personen werden gesucht</translation>
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
        <source>Checking models</source>
        <translation>Modelle werden geprüft</translation>
    </message>
    <message>
        <source>Model off: answers are direct quotes. {0}</source>
        <translation>Modell aus: Antworten sind wörtliche Zitate. {0}</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Phrased by {0}; every sentence is checked against its source.</source>
        <translation>Formuliert von {0}; jeder Satz wird an seiner Quelle geprüft.</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>No matches.</source>
        <translation>Keine Treffer.</translation>
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
        <source>Show source</source>
        <translation>Quelle zeigen</translation>
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
        <source>The text is empty. Reject it instead.</source>
        <translation>Der Text ist leer. Lehnen Sie den Vorschlag stattdessen ab.</translation>
    </message>
</context>
<context>
    <name>PurgeDialog</name>
    <message>
        <source>Erase permanently</source>
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
        <source>Their texts, stored originals, vectors and every answer based on them will be erased permanently.</source>
        <translation>Ihre Texte, gespeicherten Originale, Vektoren und jede darauf gestützte Antwort werden endgültig gelöscht.</translation>
    </message>
    <message>
        <source>The files in their folders are not touched; delete them too if they should not be read again.</source>
        <translation>Die Dateien in ihren Ordnern bleiben unberührt; löschen Sie auch diese, wenn sie nicht erneut gelesen werden sollen.</translation>
    </message>
    <message>
        <source>To continue, type: {0}</source>
        <translation>Zum Fortfahren eingeben: {0}</translation>
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
        <source>Quick note</source>
        <translation>Schnellnotiz</translation>
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
        <source>Summary in one line</source>
        <translation>Zusammenfassung in einer Zeile</translation>
    </message>
    <message>
        <source>Save draft</source>
        <translation>Entwurf speichern</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
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
        <source>Rereading</source>
        <translation>Wird erneut gelesen</translation>
    </message>
    <message>
        <source>Rereading documents with the current version</source>
        <translation>Dokumente werden mit der aktuellen Version erneut gelesen</translation>
    </message>
    <message>
        <source>{0} documents have been reread with the current version</source>
        <translation>{0} Dokumente wurden mit der aktuellen Version erneut gelesen</translation>
    </message>
    <message>
        <source>Stopped. What has been read is saved; add the folder again to resume.</source>
        <translation>Angehalten. Gelesenes ist gespeichert; fügen Sie den Ordner erneut hinzu, um fortzufahren.</translation>
    </message>
    <message>
        <source>An unexpected error occurred.</source>
        <translation>Ein unerwarteter Fehler ist aufgetreten.</translation>
    </message>
    <message>
        <source>Files changed</source>
        <translation>Dateien haben sich geändert</translation>
    </message>
</context>
<context>
    <name>RecentList</name>
    <message>
        <source>Finding workspaces</source>
        <translation>Arbeitsbereiche werden gesucht</translation>
    </message>
</context>
<context>
    <name>RecentRow</name>
    <message>
        <source>Open the workspace {0}</source>
        <translation>Den Arbeitsbereich {0} öffnen</translation>
    </message>
    <message>
        <source>Remove {0} from this list</source>
        <translation>{0} aus dieser Liste entfernen</translation>
    </message>
    <message>
        <source>Remove from this list; the workspace itself is unchanged</source>
        <translation>Aus dieser Liste entfernen; der Arbeitsbereich selbst bleibt unverändert</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlt</translation>
    </message>
</context>
<context>
    <name>ReferenceInput</name>
    <message>
        <source>Choose a unit …</source>
        <translation>Einheit wählen …</translation>
    </message>
    <message>
        <source>None selected</source>
        <translation>Keine gewählt</translation>
    </message>
</context>
<context>
    <name>RemarkLine</name>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
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
        <source>Comment (optional)</source>
        <translation>Kommentar (optional)</translation>
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
        <source>It will no longer be used in answers. Past answers still show it, and all its revisions are kept. To use it again, revise it and have it approved.</source>
        <translation>Sie wird nicht mehr für Antworten verwendet. Frühere Antworten zeigen sie weiterhin, und alle Fassungen bleiben erhalten. Um sie wieder zu verwenden, überarbeiten Sie sie und lassen Sie sie freigeben.</translation>
    </message>
    <message>
        <source>The draft will be put away; all its revisions are kept. You can undo this while the window is open.</source>
        <translation>Der Entwurf wird weggelegt; alle Fassungen bleiben erhalten. Sie können dies rückgängig machen, solange das Fenster offen ist.</translation>
    </message>
    <message>
        <source>Why it is no longer used</source>
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
        <source>To review</source>
        <translation>Zu prüfen</translation>
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
        <source>Review</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
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
        <source>by 1 person</source>
        <translation>bei 1 Person</translation>
    </message>
    <message>
        <source>by {0} people</source>
        <translation>bei {0} Personen</translation>
    </message>
    <message>
        <source>Returned to you</source>
        <translation>An Sie zurückgegeben</translation>
    </message>
    <message>
        <source>Your doubtful units</source>
        <translation>Ihre zweifelhaften Einheiten</translation>
    </message>
    <message>
        <source>Corrections to review</source>
        <translation>Zu prüfende Korrekturen</translation>
    </message>
    <message>
        <source>Questions assigned to you</source>
        <translation>Ihnen zugewiesene Fragen</translation>
    </message>
    <message>
        <source>Followed questions with a new answer</source>
        <translation>Verfolgte Fragen mit neuer Antwort</translation>
    </message>
    <message>
        <source>Now answered</source>
        <translation>Jetzt beantwortet</translation>
    </message>
    <message>
        <source>Still unanswered</source>
        <translation>Weiterhin unbeantwortet</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>assigned to {0}</source>
        <translation>zugewiesen an {0}</translation>
    </message>
    <message>
        <source>reported as wrong</source>
        <translation>als falsch gemeldet</translation>
    </message>
    <message>
        <source>reported as incomplete</source>
        <translation>als unvollständig gemeldet</translation>
    </message>
    <message>
        <source>now answered</source>
        <translation>jetzt beantwortet</translation>
    </message>
    <message>
        <source>still unanswered</source>
        <translation>weiterhin unbeantwortet</translation>
    </message>
    <message>
        <source>answered from another source</source>
        <translation>aus einer anderen Quelle beantwortet</translation>
    </message>
    <message>
        <source>asked once</source>
        <translation>einmal gefragt</translation>
    </message>
    <message>
        <source>asked {0} times {1}</source>
        <translation>{0}-mal gefragt {1}</translation>
    </message>
    <message>
        <source>Replace the other</source>
        <translation>Das andere ersetzen</translation>
    </message>
    <message>
        <source>Keep both, narrow the scope</source>
        <translation>Beide behalten, Geltungsbereich eingrenzen</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>Why this one replaces it (optional)</source>
        <translation>Warum dieses das andere ersetzt (optional)</translation>
    </message>
    <message>
        <source>How the scope was narrowed</source>
        <translation>Wie der Geltungsbereich eingegrenzt wurde</translation>
    </message>
    <message>
        <source>Why both are valid</source>
        <translation>Warum beide gültig sind</translation>
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
    <message>
        <source>Only experts and stewards can review. You can read it here.</source>
        <translation>Nur Fachleute und Verwalter können prüfen. Lesen können Sie es hier.</translation>
    </message>
    <message>
        <source>You wrote this, so somebody else has to review it.</source>
        <translation>Sie haben dies geschrieben, daher muss jemand anderes es prüfen.</translation>
    </message>
    <message>
        <source>Reviewer: {0}.</source>
        <translation>Prüfung durch: {0}.</translation>
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
        <source>Show inbox</source>
        <translation>Eingang zeigen</translation>
    </message>
    <message>
        <source>Show gaps</source>
        <translation>Lücken zeigen</translation>
    </message>
    <message>
        <source>Open the next item</source>
        <translation>Nächsten Eintrag öffnen</translation>
    </message>
    <message>
        <source>Submit answer</source>
        <translation>Antwort abgeben</translation>
    </message>
    <message>
        <source>Return the unit to its author</source>
        <translation>Einheit an den Verfasser zurückgeben</translation>
    </message>
    <message>
        <source>Go to the next open contradiction</source>
        <translation>Zum nächsten offenen Widerspruch</translation>
    </message>
    <message>
        <source>Show interviews</source>
        <translation>Interviews zeigen</translation>
    </message>
    <message>
        <source>Start an interview</source>
        <translation>Interview starten</translation>
    </message>
    <message>
        <source>Group new questions into gaps</source>
        <translation>Neue Fragen zu Lücken zusammenfassen</translation>
    </message>
    <message>
        <source>Loading the inbox</source>
        <translation>Der Eingang wird geladen</translation>
    </message>
    <message>
        <source>Checking for contradictions</source>
        <translation>Widersprüche werden gesucht</translation>
    </message>
    <message>
        <source>{0} of {1} waiting for you</source>
        <translation>{0} von {1}, die auf Sie warten</translation>
    </message>
    <message>
        <source>Saving your review</source>
        <translation>Ihre Prüfung wird gespeichert</translation>
    </message>
    <message>
        <source>“{0}” has been approved and is now used in answers.</source>
        <translation>„{0}“ ist freigegeben und wird ab jetzt in Antworten verwendet.</translation>
    </message>
    <message>
        <source>“{0}” has been returned to its author.</source>
        <translation>„{0}“ wurde an den Verfasser zurückgegeben.</translation>
    </message>
    <message>
        <source>“{0}” has been confirmed as still valid; its next review is scheduled.</source>
        <translation>„{0}“ wurde als weiterhin gültig bestätigt; die nächste Prüfung ist vorgemerkt.</translation>
    </message>
    <message>
        <source>Saving your decision on a correction</source>
        <translation>Ihre Entscheidung über eine Korrektur wird gespeichert</translation>
    </message>
    <message>
        <source>Saving followed questions</source>
        <translation>Verfolgte Fragen werden gespeichert</translation>
    </message>
    <message>
        <source>Starting a unit</source>
        <translation>Eine Einheit wird begonnen</translation>
    </message>
    <message>
        <source>Starting an interview</source>
        <translation>Ein Interview wird begonnen</translation>
    </message>
    <message>
        <source>Grouping questions into gaps</source>
        <translation>Fragen werden zu Lücken zusammengefasst</translation>
    </message>
    <message>
        <source>Saving an interview</source>
        <translation>Ein Interview wird gespeichert</translation>
    </message>
    <message>
        <source>Approve the unit</source>
        <translation>Die Einheit freigeben</translation>
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
        <source>Marking as read</source>
        <translation>Wird als gelesen vermerkt</translation>
    </message>
    <message>
        <source>Opening a unit</source>
        <translation>Eine Einheit wird geöffnet</translation>
    </message>
    <message>
        <source>Approving “{0}”</source>
        <translation>„{0}“ wird freigegeben</translation>
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
        <source>Comparing two answers</source>
        <translation>Zwei Antworten werden verglichen</translation>
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
        <source>Opening an interview</source>
        <translation>Ein Interview wird geöffnet</translation>
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
        <source>Remove</source>
        <translation>Entfernen</translation>
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
        <source>Enter values as you would write them: 7,200 EUR, 0.3 %, yes, 2026-03-31.</source>
        <translation>Geben Sie Werte so ein, wie Sie sie schreiben würden: 7,200 EUR, 0.3 %, yes, 2026-03-31.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Undecided.</source>
        <translation>Unentschieden.</translation>
    </message>
    <message>
        <source>Still required: {0}</source>
        <translation>Noch erforderlich: {0}</translation>
    </message>
    <message>
        <source>✓ The rule applies.</source>
        <translation>✓ Die Regel trifft zu.</translation>
    </message>
    <message>
        <source>✗ The rule does not apply here; an exception does.</source>
        <translation>✗ Die Regel trifft hier nicht zu; eine Ausnahme gilt.</translation>
    </message>
    <message>
        <source>✗ The rule does not apply.</source>
        <translation>✗ Die Regel trifft nicht zu.</translation>
    </message>
    <message>
        <source>It then has no outcome.</source>
        <translation>Sie hat dann kein Ergebnis.</translation>
    </message>
    <message>
        <source>See also these exceptions: {0}</source>
        <translation>Siehe auch diese Ausnahmen: {0}</translation>
    </message>
    <message>
        <source>met</source>
        <translation>erfüllt</translation>
    </message>
    <message>
        <source>not met</source>
        <translation>nicht erfüllt</translation>
    </message>
    <message>
        <source>{0} checked: no overlaps.</source>
        <translation>{0} geprüft: keine Überschneidungen.</translation>
    </message>
    <message>
        <source>{0} checked. Overlapping: {1}</source>
        <translation>{0} geprüft. Überschneidungen: {1}</translation>
    </message>
    <message>
        <source>Differs, but both may be right</source>
        <translation>Weicht ab, aber beides kann stimmen</translation>
    </message>
    <message>
        <source>Example: {0}</source>
        <translation>Beispiel: {0}</translation>
    </message>
    <message>
        <source>This rule: {0}</source>
        <translation>Diese Regel: {0}</translation>
    </message>
    <message>
        <source>Other rule: {0}</source>
        <translation>Andere Regel: {0}</translation>
    </message>
    <message>
        <source>Exception: </source>
        <translation>Ausnahme: </translation>
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
        <source>Previous match (Shift+Enter)</source>
        <translation>Vorheriger Treffer (Umschalt+Eingabetaste)</translation>
    </message>
    <message>
        <source>Next match (Enter)</source>
        <translation>Nächster Treffer (Eingabetaste)</translation>
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
        <source>The model was given exactly this text. What it wrote was then checked against it.</source>
        <translation>Genau diesen Text hat das Modell bekommen. Was es schrieb, wurde dann daran geprüft.</translation>
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
        <source>Wrote, before checking</source>
        <translation>Geschrieben, vor der Prüfung</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
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
        <source>Reset to {0}</source>
        <translation>Auf {0} zurücksetzen</translation>
    </message>
    <message>
        <source>Takes effect when you reopen the workspace.</source>
        <translation>Gilt, sobald Sie den Arbeitsbereich erneut öffnen.</translation>
    </message>
    <message>
        <source>Not saved: a number is required.</source>
        <translation>Nicht gespeichert: Eine Zahl ist erforderlich.</translation>
    </message>
    <message>
        <source>Not saved: it must be between {0} and {1}.</source>
        <translation>Nicht gespeichert: Der Wert muss zwischen {0} und {1} liegen.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
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
        <source>Answer style</source>
        <translation>Stil der Antworten</translation>
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
        <source>Open Library</source>
        <translation>Bibliothek öffnen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
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
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show the settings for fine tuning</source>
        <translation>Die Feineinstellungen zeigen</translation>
    </message>
    <message>
        <source>Use this server</source>
        <translation>Diesen Server verwenden</translation>
    </message>
    <message>
        <source>The model is still asked to be brief.</source>
        <translation>Das Modell wird weiterhin um Kürze gebeten.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Only stewards can change these settings; your role here is {0}. The appearance of the window is yours to choose.</source>
        <translation>Nur Verwalter können diese Einstellungen ändern; Ihre Rolle hier ist {0}. Das Aussehen des Fensters können Sie selbst wählen.</translation>
    </message>
    <message>
        <source>Changes are saved automatically.</source>
        <translation>Änderungen werden automatisch gespeichert.</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Benutzerdefiniert</translation>
    </message>
    <message>
        <source>How much the model may read and write. The evidence is the same.</source>
        <translation>Wie viel das Modell lesen und schreiben darf. Die Belege sind dieselben.</translation>
    </message>
    <message>
        <source>The models that phrase answers and find passages.</source>
        <translation>Die Modelle, die Antworten formulieren und Passagen finden.</translation>
    </message>
    <message>
        <source>Folders that are watched for changes, and their labels.</source>
        <translation>Ordner, die auf Änderungen beobachtet werden, mit ihren Stufen.</translation>
    </message>
    <message>
        <source>Only for you, in all workspaces on this machine.</source>
        <translation>Nur für Sie, in allen Arbeitsbereichen auf diesem Rechner.</translation>
    </message>
    <message>
        <source>The defaults suit almost everyone. Measure before and after you change one.</source>
        <translation>Die Vorgaben passen für fast alle. Messen Sie vor und nach einer Änderung.</translation>
    </message>
    <message>
        <source>Stop using the server</source>
        <translation>Server nicht mehr verwenden</translation>
    </message>
    <message>
        <source>Direct quotes from the sources; no model is used.</source>
        <translation>Wörtliche Zitate aus den Quellen; kein Modell wird verwendet.</translation>
    </message>
    <message>
        <source>Up to {0} words from about {1} words of evidence. More evidence means a longer wait for the first word.</source>
        <translation>Bis zu {0} Wörter aus etwa {1} Wörtern Belegen. Mehr Belege bedeuten längeres Warten auf das erste Wort.</translation>
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
        <source>System</source>
        <translation>System</translation>
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
        <source>Light, dark, or follow the system.</source>
        <translation>Hell, dunkel oder wie das System.</translation>
    </message>
    <message>
        <source>Text and control size</source>
        <translation>Größe von Text und Bedienelementen</translation>
    </message>
    <message>
        <source>Larger text is easier to read but shows less at once.</source>
        <translation>Größerer Text liest sich leichter, zeigt aber weniger auf einmal.</translation>
    </message>
    <message>
        <source>Animations</source>
        <translation>Animationen</translation>
    </message>
    <message>
        <source>Short fades when something appears.</source>
        <translation>Kurze Überblendungen, wenn etwas erscheint.</translation>
    </message>
    <message>
        <source>Language of the window. Questions and documents are read in English.</source>
        <translation>Sprache des Fensters. Fragen und Dokumente werden auf Englisch gelesen.</translation>
    </message>
    <message>
        <source>Takes effect the next time you start Citewell.</source>
        <translation>Gilt ab dem nächsten Start von Citewell.</translation>
    </message>
    <message>
        <source>Off until you enter an address. Data then leaves this machine: an index server receives the vectors of documents and questions, which can reveal what the text is about; a model server receives the question and the masked evidence. Only addresses on this machine and private networks are allowed, and every change is recorded in the audit log.</source>
        <translation>Aus, bis Sie eine Adresse eingeben. Dann verlassen Daten diesen Rechner: Ein Indexserver erhält die Vektoren von Dokumenten und Fragen, die verraten können, wovon der Text handelt; ein Modellserver erhält die Frage und die maskierten Belege. Nur Adressen auf diesem Rechner und in privaten Netzen sind erlaubt, und jede Änderung steht im Prüfprotokoll.</translation>
    </message>
    <message>
        <source>Not saved: an address is required.</source>
        <translation>Nicht gespeichert: Eine Adresse ist erforderlich.</translation>
    </message>
    <message>
        <source>Not saved: {0}</source>
        <translation>Nicht gespeichert: {0}</translation>
    </message>
    <message>
        <source>Saved. Some changes take effect when you reopen the workspace.</source>
        <translation>Gespeichert. Manches gilt erst, wenn Sie den Arbeitsbereich erneut öffnen.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
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
        <source>Click a citation to read its source.</source>
        <translation>Klicken Sie auf einen Beleg, um seine Quelle zu lesen.</translation>
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
        <source>The document has changed since then: this is version {0}, the newest is {1}.</source>
        <translation>Das Dokument hat sich seither geändert: dies ist Version {0}, die neueste ist {1}.</translation>
    </message>
    <message>
        <source>The document has since been removed from the library; its text is kept for this citation.</source>
        <translation>Das Dokument wurde seither aus der Bibliothek entfernt; sein Text bleibt für diesen Beleg erhalten.</translation>
    </message>
    <message>
        <source>Cited version {0} compared with current version {1}.</source>
        <translation>Angeführte Version {0} im Vergleich mit der aktuellen Version {1}.</translation>
    </message>
    <message>
        <source>It still contains the cited words.</source>
        <translation>Es enthält die angeführten Worte noch.</translation>
    </message>
    <message>
        <source>It no longer contains the cited words.</source>
        <translation>Es enthält die angeführten Worte nicht mehr.</translation>
    </message>
    <message>
        <source>Show formatted</source>
        <translation>Formatiert zeigen</translation>
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
        <source>This is the current version, {0}.</source>
        <translation>Dies ist die jetzige Version, {0}.</translation>
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
        <source>How to tell that it worked</source>
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
        <source>Resume</source>
        <translation>Fortsetzen</translation>
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
        <source>{0}/s</source>
        <translation>{0}/s</translation>
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
        <source>No changes</source>
        <translation>Keine Änderungen</translation>
    </message>
    <message>
        <source>{0} not fully read</source>
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
        <source>Open unit</source>
        <translation>Einheit öffnen</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Niederschrift</translation>
    </message>
    <message>
        <source>Save answer and continue (Ctrl+Enter)</source>
        <translation>Antwort speichern und weiter (Strg+Eingabetaste)</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Undo the last answer to give another one</source>
        <translation>Die letzte Antwort zurücknehmen, um eine andere zu geben</translation>
    </message>
    <message>
        <source>The model chooses and phrases the next open question</source>
        <translation>Das Modell wählt und formuliert die nächste offene Frage</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Review the result</source>
        <translation>Ergebnis prüfen</translation>
    </message>
    <message>
        <source>Answers will appear here.</source>
        <translation>Antworten erscheinen hier.</translation>
    </message>
    <message>
        <source>No more questions.</source>
        <translation>Keine weiteren Fragen.</translation>
    </message>
    <message>
        <source>Review the drafted fields one by one.</source>
        <translation>Prüfen Sie die entworfenen Felder einzeln.</translation>
    </message>
    <message>
        <source>Fields drafted from the answers appear here, for the expert to accept.</source>
        <translation>Aus den Antworten entworfene Felder erscheinen hier; die Fachperson nimmt sie an.</translation>
    </message>
    <message>
        <source>{0} accepts the fields one by one.</source>
        <translation>{0} nimmt die Felder einzeln an.</translation>
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
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Let the model ask</source>
        <translation>Das Modell fragen lassen</translation>
    </message>
    <message>
        <source>Decision points</source>
        <translation>Entscheidungspunkte</translation>
    </message>
    <message>
        <source>Chosen by the model</source>
        <translation>Vom Modell gewählt</translation>
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
        <source>Show 1 hidden line</source>
        <translation>1 verborgene Zeile zeigen</translation>
    </message>
    <message>
        <source>Hide {0} lines</source>
        <translation>{0} Zeilen verbergen</translation>
    </message>
    <message>
        <source>Hide 1 line</source>
        <translation>1 Zeile verbergen</translation>
    </message>
    <message>
        <source>Show {0} quoted lines</source>
        <translation>{0} zitierte Zeilen zeigen</translation>
    </message>
    <message>
        <source>Show 1 quoted line</source>
        <translation>1 zitierte Zeile zeigen</translation>
    </message>
    <message>
        <source>Hide 1 quoted line</source>
        <translation>1 zitierte Zeile verbergen</translation>
    </message>
    <message>
        <source>Hide {0} quoted lines</source>
        <translation>{0} zitierte Zeilen verbergen</translation>
    </message>
    <message>
        <source>Show 1 hidden line (header/footer)</source>
        <translation>1 verborgene Zeile zeigen (Kopf-/Fußzeile)</translation>
    </message>
    <message>
        <source>Show {0} hidden lines (header/footer)</source>
        <translation>{0} verborgene Zeilen zeigen (Kopf-/Fußzeile)</translation>
    </message>
    <message>
        <source>Hide 1 line (header/footer)</source>
        <translation>1 Zeile verbergen (Kopf-/Fußzeile)</translation>
    </message>
    <message>
        <source>Hide {0} lines (header/footer)</source>
        <translation>{0} Zeilen verbergen (Kopf-/Fußzeile)</translation>
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
        <source>Start with a question. Indent its answers below it, each followed by a colon and what comes next.</source>
        <translation>Beginnen Sie mit einer Frage. Rücken Sie die Antworten darunter ein, jede mit Doppelpunkt und dem, was folgt.</translation>
    </message>
    <message>
        <source>✓ {0} outcomes</source>
        <translation>✓ {0} Ergebnisse</translation>
    </message>
</context>
<context>
    <name>TreePanel</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Start over</source>
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
        <source>Remove the waiting question: {0}</source>
        <translation>Die wartende Frage entfernen: {0}</translation>
    </message>
    <message>
        <source>Draft, not yet checked</source>
        <translation>Entwurf, noch nicht geprüft</translation>
    </message>
    <message>
        <source>Waiting for the previous answer</source>
        <translation>Wartet auf die vorige Antwort</translation>
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
        <source>Closest passages, not sufficient for an answer</source>
        <translation>Ähnlichste Passagen, nicht ausreichend für eine Antwort</translation>
    </message>
    <message>
        <source>No further similar passages.</source>
        <translation>Keine weiteren ähnlichen Passagen.</translation>
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
        <source>Show the exact text given to the model</source>
        <translation>Den genauen Text zeigen, den das Modell bekam</translation>
    </message>
    <message>
        <source>An unexpected error occurred. Your question has been saved.</source>
        <translation>Ein unerwarteter Fehler ist aufgetreten. Ihre Frage ist gespeichert.</translation>
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
        <source>Answer, stopped early</source>
        <translation>Antwort, vorzeitig angehalten</translation>
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
        <source>Not answered</source>
        <translation>Nicht beantwortet</translation>
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
        <source>Edit how the question was understood and ask again</source>
        <translation>Ändern, wie die Frage verstanden wurde, und erneut fragen</translation>
    </message>
    <message>
        <source>The question as it should be understood</source>
        <translation>Die Frage, wie sie verstanden werden soll</translation>
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
        <source>Search units</source>
        <translation>Einheiten durchsuchen</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Any status</source>
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
        <source>Units you own, started or edited</source>
        <translation>Einheiten, die Sie verantworten, begonnen oder bearbeitet haben</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Most recently changed</source>
        <translation>Zuletzt geändert</translation>
    </message>
    <message>
        <source>Review due</source>
        <translation>Prüfung fällig</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meine</translation>
    </message>
</context>
<context>
    <name>UnitForm</name>
    <message>
        <source>Summary in one line; used to find and cite it</source>
        <translation>Zusammenfassung in einer Zeile; danach wird sie gefunden und angeführt</translation>
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
        <source>Finding units</source>
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
        <source>Approve</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Zurückgeben</translation>
    </message>
    <message>
        <source>Return it to its author with the reason (Ctrl+Shift+Return)</source>
        <translation>Mit dem Grund an den Verfasser zurückgeben (Strg+Umschalt+Eingabetaste)</translation>
    </message>
    <message>
        <source>Approve (Ctrl+Return)</source>
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
        <source>Returned by {0}: {1}</source>
        <translation>Zurückgegeben von {0}: {1}</translation>
    </message>
    <message>
        <source>All fields.</source>
        <translation>Alle Felder.</translation>
    </message>
    <message>
        <source>New unit: everything is new.</source>
        <translation>Neue Einheit: alles ist neu.</translation>
    </message>
    <message>
        <source>{0} from revision {1}, currently in use.</source>
        <translation>{0} von Fassung {1}, die derzeit verwendet wird.</translation>
    </message>
    <message>
        <source>Evidence of unchanged fields</source>
        <translation>Belege unveränderter Felder</translation>
    </message>
    <message>
        <source>Still valid</source>
        <translation>Weiterhin gültig</translation>
    </message>
    <message>
        <source>Reason (required to return it)</source>
        <translation>Grund (zum Zurückgeben erforderlich)</translation>
    </message>
    <message>
        <source>What you checked (optional)</source>
        <translation>Was Sie geprüft haben (optional)</translation>
    </message>
    <message>
        <source>In doubt since {0}: {1}</source>
        <translation>Zweifelhaft seit {0}: {1}</translation>
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
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Said in an interview: “{0}”</source>
        <translation>In einem Interview gesagt: „{0}“</translation>
    </message>
</context>
<context>
    <name>UnitView</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
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
        <source>Withdraw</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>Revise</source>
        <translation>Überarbeiten</translation>
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
        <source>Revision {0}  ·  {1}  ·  {2}  ·  {3}</source>
        <translation>Fassung {0}  ·  {1}  ·  {2}  ·  {3}</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Weitere Aktionen</translation>
    </message>
    <message>
        <source>No links.</source>
        <translation>Keine Verknüpfungen.</translation>
    </message>
    <message>
        <source>Continue editing</source>
        <translation>Weiterbearbeiten</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Nothing written yet.</source>
        <translation>Noch nichts geschrieben.</translation>
    </message>
    <message>
        <source>Needs review since {0}: {1}</source>
        <translation>Muss geprüft werden seit {0}: {1}</translation>
    </message>
    <message>
        <source>Replaced by {0}.</source>
        <translation>Ersetzt durch {0}.</translation>
    </message>
    <message>
        <source>Exception: {0}</source>
        <translation>Ausnahme: {0}</translation>
    </message>
    <message>
        <source>Some of its text is masked for you.</source>
        <translation>Ein Teil ihres Textes ist für Sie maskiert.</translation>
    </message>
    <message>
        <source>Returned by {0}: {1}</source>
        <translation>Zurückgegeben von {0}: {1}</translation>
    </message>
    <message>
        <source>Text that you may not read or that has been erased</source>
        <translation>Text, den Sie nicht lesen dürfen oder der gelöscht wurde</translation>
    </message>
    <message>
        <source>Valid from {0} to {1}.</source>
        <translation>Gültig von {0} bis {1}.</translation>
    </message>
    <message>
        <source>Valid from {0}.</source>
        <translation>Gültig ab {0}.</translation>
    </message>
    <message>
        <source>Valid until {0}.</source>
        <translation>Gültig bis {0}.</translation>
    </message>
    <message>
        <source>From revision {0} to {1}</source>
        <translation>Von Fassung {0} zu {1}</translation>
    </message>
    <message>
        <source>Content of the first revision</source>
        <translation>Inhalt der ersten Fassung</translation>
    </message>
    <message>
        <source>Revision {0} is identical to revision {1}.</source>
        <translation>Fassung {0} ist gleich wie Fassung {1}.</translation>
    </message>
    <message>
        <source>Exception to this unit</source>
        <translation>Ausnahme von dieser Einheit</translation>
    </message>
    <message>
        <source>Replaced by</source>
        <translation>Ersetzt durch</translation>
    </message>
    <message>
        <source>Links to this unit</source>
        <translation>Verweist auf diese Einheit</translation>
    </message>
    <message>
        <source>Based on this document</source>
        <translation>Stützt sich auf dieses Dokument</translation>
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
        <source>All files have been read.</source>
        <translation>Alle Dateien wurden gelesen.</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Try the sample workspace</source>
        <translation>Den Beispielbereich ausprobieren</translation>
    </message>
    <message>
        <source>Open a workspace …</source>
        <translation>Arbeitsbereich öffnen …</translation>
    </message>
    <message>
        <source>Your team&apos;s knowledge, with sources</source>
        <translation>Das Wissen Ihres Teams, mit Quellen</translation>
    </message>
    <message>
        <source>Everything stays on this machine. A workspace is a folder where Citewell stores what it has read.</source>
        <translation>Alles bleibt auf diesem Rechner. Ein Arbeitsbereich ist ein Ordner, in dem Citewell speichert, was es gelesen hat.</translation>
    </message>
    <message>
        <source>New workspace …</source>
        <translation>Neuer Arbeitsbereich …</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>It has not been changed. It will open here automatically when the other program closes it.</source>
        <translation>Er wurde nicht verändert. Er öffnet sich hier automatisch, sobald das andere Programm ihn schließt.</translation>
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
        <source>Install from a folder …</source>
        <translation>Aus einem Ordner installieren …</translation>
    </message>
    <message>
        <source>A folder made by packaging/bundle.py on a machine with a network, or one with the model files</source>
        <translation>Ein Ordner, den packaging/bundle.py auf einem Rechner mit Netz angelegt hat, oder einer mit den Modelldateien</translation>
    </message>
    <message>
        <source>Creating the sample workspace</source>
        <translation>Der Beispielbereich wird angelegt</translation>
    </message>
    <message>
        <source>Choose an empty folder for the workspace</source>
        <translation>Leeren Ordner für den Arbeitsbereich wählen</translation>
    </message>
    <message>
        <source>Creating the workspace</source>
        <translation>Der Arbeitsbereich wird angelegt</translation>
    </message>
    <message>
        <source>Workspace created.</source>
        <translation>Arbeitsbereich angelegt.</translation>
    </message>
    <message>
        <source>Finding the workspace</source>
        <translation>Der Arbeitsbereich wird gesucht</translation>
    </message>
    <message>
        <source>Installed; checksum verified.</source>
        <translation>Installiert; Prüfsumme stimmt.</translation>
    </message>
    <message>
        <source>Folder with the model files</source>
        <translation>Ordner mit den Modelldateien</translation>
    </message>
    <message>
        <source>Stopped. Try again to resume.</source>
        <translation>Angehalten. Versuchen Sie es erneut, um fortzufahren.</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>Arbeitsbereich öffnen</translation>
    </message>
    <message>
        <source>Installing {0}</source>
        <translation>{0} wird installiert</translation>
    </message>
</context>
<context>
    <name>WorkspaceButton</name>
    <message>
        <source>Workspace {0}</source>
        <translation>Arbeitsbereich {0}</translation>
    </message>
    <message>
        <source>{0} (missing)</source>
        <translation>{0} (fehlt)</translation>
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
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Finding workspaces</source>
        <translation>Arbeitsbereiche werden gesucht</translation>
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
        <source>Waiting or just started</source>
        <translation>Wartet oder hat gerade begonnen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause or resume: {0}</source>
        <translation>Anhalten oder fortsetzen: {0}</translation>
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
        <source>A calibration needs answerable and unanswerable questions.</source>
        <translation>Eine Kalibrierung braucht beantwortbare und unbeantwortbare Fragen.</translation>
    </message>
    <message>
        <source>A document that gives {0} for {1}.</source>
        <translation>Ein Dokument, das {0} zu {1} angibt.</translation>
    </message>
    <message>
        <source>A model&apos;s name, “auto” for the best one installed, or “none” for quotes only.</source>
        <translation>Der Name eines Modells, „auto“ für das beste installierte oder „none“ nur für Zitate.</translation>
    </message>
    <message>
        <source>After an incident</source>
        <translation>Nach einem Vorfall</translation>
    </message>
    <message>
        <source>Building the index</source>
        <translation>Der Index wird gebaut</translation>
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
        <source>Context window</source>
        <translation>Kontextfenster</translation>
    </message>
    <message>
        <source>Converting</source>
        <translation>Umwandeln</translation>
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
        <source>Handing over</source>
        <translation>Übergabe</translation>
    </message>
    <message>
        <source>Limit for an approval</source>
        <translation>Grenze für eine Genehmigung</translation>
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
        <source>No model is installed.</source>
        <translation>Kein Modell ist installiert.</translation>
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
        <source>The calibration {0} cannot be used: {1}.</source>
        <translation>Die Kalibrierung {0} lässt sich nicht verwenden: {1}.</translation>
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
        <source>The model {0} is damaged: {1} does not match its checksum.</source>
        <translation>Das Modell {0} ist beschädigt: {1} stimmt nicht mit seiner Prüfsumme überein.</translation>
    </message>
    <message>
        <source>The model {0} is not installed.</source>
        <translation>Das Modell {0} ist nicht installiert.</translation>
    </message>
    <message>
        <source>Part of the question is not answered: “{0}”</source>
        <translation>Ein Teil der Frage ist nicht beantwortet: „{0}“</translation>
    </message>
    <message>
        <source>Searched for “{0}” instead of “{1}”.</source>
        <translation>Gesucht wurde „{0}“ statt „{1}“.</translation>
    </message>
    <message>
        <source>The question is empty.</source>
        <translation>Die Frage ist leer.</translation>
    </message>
    <message>
        <source>The setting {0} cannot be used: {1}.</source>
        <translation>Die Einstellung {0} lässt sich nicht verwenden: {1}.</translation>
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
        <source>-1 offloads as many as fit, if the engine and the machine support it; 0 none.</source>
        <translation>-1 lagert so viele wie möglich aus, wenn Engine und Rechner es können; 0 keine.</translation>
    </message>
    <message>
        <source>0 uses one per core; more than that slows the models down.</source>
        <translation>0 nimmt einen je Kern; mehr verlangsamt die Modelle.</translation>
    </message>
    <message>
        <source>A Chroma server that stores the vectors. Leave empty to keep them on this machine.</source>
        <translation>Ein Chroma-Server, der die Vektoren speichert. Leer lassen, um sie auf diesem Rechner zu halten.</translation>
    </message>
    <message>
        <source>A document about {0}.</source>
        <translation>Ein Dokument über {0}.</translation>
    </message>
    <message>
        <source>A document with more about {0}.</source>
        <translation>Ein Dokument mit mehr über {0}.</translation>
    </message>
    <message>
        <source>A passage of “{0}” contains instructions to an answering program and was not used.</source>
        <translation>Ein Abschnitt von „{0}“ enthält Anweisungen an ein antwortendes Programm und wurde nicht verwendet.</translation>
    </message>
    <message>
        <source>A question that names its subject.</source>
        <translation>Eine Frage, die ihren Gegenstand nennt.</translation>
    </message>
    <message>
        <source>API key location</source>
        <translation>Ort des API-Schlüssels</translation>
    </message>
    <message>
        <source>An OpenAI-compatible server that phrases answers. Leave empty to use this machine.</source>
        <translation>Ein OpenAI-kompatibler Server, der Antworten formuliert. Leer lassen, um diesen Rechner zu verwenden.</translation>
    </message>
    <message>
        <source>Answers based on an older document carry a warning. 0 turns warnings off.</source>
        <translation>Antworten, die sich auf ein älteres Dokument stützen, tragen einen Hinweis. 0 schaltet ihn aus.</translation>
    </message>
    <message>
        <source>Calibration not found: {0}.</source>
        <translation>Kalibrierung nicht gefunden: {0}.</translation>
    </message>
    <message>
        <source>Change it on the Models page, because every passage is then re-embedded.</source>
        <translation>Ändern Sie es auf der Seite Modelle, denn jede Passage wird dann neu eingebettet.</translation>
    </message>
    <message>
        <source>Changes are normally detected at once; this finds those the system did not report.</source>
        <translation>Änderungen werden normalerweise sofort erkannt; dies findet die, die das System nicht gemeldet hat.</translation>
    </message>
    <message>
        <source>Check watched folders every</source>
        <translation>Beobachtete Ordner prüfen alle</translation>
    </message>
    <message>
        <source>Common word threshold</source>
        <translation>Schwelle für häufige Wörter</translation>
    </message>
    <message>
        <source>Confidence has not been calibrated for {0}. Until it is, answers say so, and some questions may be answered or refused wrongly.</source>
        <translation>Die Zuversicht ist für {0} nicht kalibriert. Bis dahin weisen Antworten darauf hin, und manche Fragen werden vielleicht fälschlich beantwortet oder abgewiesen.</translation>
    </message>
    <message>
        <source>Documents kept changing, so the index of the new embedding model could not be finished.</source>
        <translation>Dokumente änderten sich laufend, daher konnte der Index des neuen Einbettungsmodells nicht fertiggestellt werden.</translation>
    </message>
    <message>
        <source>Each of this many best sentences is read again together with the question, the best way to tell what answers it. 0 turns it off.</source>
        <translation>So viele der besten Sätze werden erneut zusammen mit der Frage gelesen; das zeigt am besten, was sie beantwortet. 0 schaltet es aus.</translation>
    </message>
    <message>
        <source>Embedding batch size</source>
        <translation>Passagen je Einbettungsgruppe</translation>
    </message>
    <message>
        <source>Embedding new passages</source>
        <translation>Neue Passagen werden eingebettet</translation>
    </message>
    <message>
        <source>Every sentence of this many best passages is examined.</source>
        <translation>Jeder Satz von so vielen besten Passagen wird untersucht.</translation>
    </message>
    <message>
        <source>Evidence budget</source>
        <translation>Budget für Belege</translation>
    </message>
    <message>
        <source>Files that take longer to read are reported as failures.</source>
        <translation>Dateien, deren Lesen länger dauert, werden als Fehler gemeldet.</translation>
    </message>
    <message>
        <source>For machines with little memory; about half as accurate as the 1.5B.</source>
        <translation>Für Rechner mit wenig Speicher; etwa halb so genau wie das mit 1,5 Mrd.</translation>
    </message>
    <message>
        <source>For tests only; writes fluent nonsense.</source>
        <translation>Nur für Tests; schreibt flüssigen Unsinn.</translation>
    </message>
    <message>
        <source>GPU layers</source>
        <translation>GPU-Schichten</translation>
    </message>
    <message>
        <source>How long text recognition may take for scanned pages, if the extra “ocr” is installed. 0 turns it off.</source>
        <translation>Wie lange die Texterkennung für gescannte Seiten dauern darf, wenn der Zusatz „ocr“ installiert ist. 0 schaltet sie aus.</translation>
    </message>
    <message>
        <source>How many tokens the model can hold, prompt and draft together. Larger windows take more memory.</source>
        <translation>Wie viele Token das Modell fasst, Prompt und Entwurf zusammen. Größere Fenster brauchen mehr Speicher.</translation>
    </message>
    <message>
        <source>Ignored files</source>
        <translation>Ignorierte Dateien</translation>
    </message>
    <message>
        <source>Index server address</source>
        <translation>Adresse eines Indexservers</translation>
    </message>
    <message>
        <source>Larger files are not read and are reported as failures.</source>
        <translation>Größere Dateien werden nicht gelesen und als Fehler gemeldet.</translation>
    </message>
    <message>
        <source>Leave empty for the first model the server lists.</source>
        <translation>Leer lassen für das erste Modell, das der Server nennt.</translation>
    </message>
    <message>
        <source>Leave empty if the secret is a token.</source>
        <translation>Leer lassen, wenn das Geheimnis ein Token ist.</translation>
    </message>
    <message>
        <source>Length of the pieces documents are split into. Existing documents keep theirs until they change.</source>
        <translation>Länge der Stücke, in die Dokumente geteilt werden. Vorhandene Dokumente behalten ihre, bis sie sich ändern.</translation>
    </message>
    <message>
        <source>Maximum draft length</source>
        <translation>Maximale Länge des Entwurfs</translation>
    </message>
    <message>
        <source>Maximum file size</source>
        <translation>Maximale Dateigröße</translation>
    </message>
    <message>
        <source>Maximum length of the prompt: instruction, evidence and question.</source>
        <translation>Maximale Länge des Prompts: Anweisung, Belege und Frage.</translation>
    </message>
    <message>
        <source>Maximum number of evidence sentences shown and used for an answer.</source>
        <translation>Maximale Zahl der Belegsätze, die gezeigt und für eine Antwort verwendet werden.</translation>
    </message>
    <message>
        <source>Minimum confidence to answer</source>
        <translation>Mindestzuversicht für eine Antwort</translation>
    </message>
    <message>
        <source>Model name</source>
        <translation>Modellname</translation>
    </message>
    <message>
        <source>Model server address</source>
        <translation>Adresse eines Modellservers</translation>
    </message>
    <message>
        <source>None of the closest passages mentions {0}. The closest match is in {1}.</source>
        <translation>Keine der ähnlichsten Passagen erwähnt {0}. Der beste Treffer ist in {1}.</translation>
    </message>
    <message>
        <source>Nothing in the documents you may read is related to the question.</source>
        <translation>Nichts in den Dokumenten, die Sie lesen dürfen, hat mit der Frage zu tun.</translation>
    </message>
    <message>
        <source>Number of passages that the word search and the meaning search each return.</source>
        <translation>Zahl der Passagen, die Wortsuche und Bedeutungssuche jeweils liefern.</translation>
    </message>
    <message>
        <source>Number of sentences compared with the question by meaning.</source>
        <translation>Zahl der Sätze, die nach ihrer Bedeutung mit der Frage verglichen werden.</translation>
    </message>
    <message>
        <source>Passage length</source>
        <translation>Passagenlänge</translation>
    </message>
    <message>
        <source>Passages examined</source>
        <translation>Untersuchte Passagen</translation>
    </message>
    <message>
        <source>Passages per search</source>
        <translation>Passagen je Suche</translation>
    </message>
    <message>
        <source>Patterns such as *.tmp, matched against each part of a path within a folder.</source>
        <translation>Muster wie *.tmp, verglichen mit jedem Teil eines Pfades innerhalb eines Ordners.</translation>
    </message>
    <message>
        <source>Prompt budget</source>
        <translation>Budget für den Prompt</translation>
    </message>
    <message>
        <source>Questions below it are not answered. Automatic uses the value found by calibration.</source>
        <translation>Fragen darunter werden nicht beantwortet. Automatisch nimmt den Wert aus der Kalibrierung.</translation>
    </message>
    <message>
        <source>Re-embedding</source>
        <translation>Neu einbetten</translation>
    </message>
    <message>
        <source>Secret location</source>
        <translation>Ort des Geheimnisses</translation>
    </message>
    <message>
        <source>Sentences reranked</source>
        <translation>Neu gereihte Sätze</translation>
    </message>
    <message>
        <source>Small batches are faster on few cores.</source>
        <translation>Kleine Gruppen sind auf wenigen Kernen schneller.</translation>
    </message>
    <message>
        <source>Text recognition limit per file</source>
        <translation>Grenze der Texterkennung je Datei</translation>
    </message>
    <message>
        <source>The closest match is in {0}, but it does not answer the question.</source>
        <translation>Der beste Treffer ist in {0}, beantwortet die Frage aber nicht.</translation>
    </message>
    <message>
        <source>The closest match is in {0}, but it does not give {1}.</source>
        <translation>Der beste Treffer ist in {0}, nennt aber {1} nicht.</translation>
    </message>
    <message>
        <source>The closest match is in {0}. It mentions {1}, but does not answer the question.</source>
        <translation>Der beste Treffer ist in {0}. Er erwähnt {1}, beantwortet die Frage aber nicht.</translation>
    </message>
    <message>
        <source>The confidence is uncalibrated: it was calibrated for a different embedding model.</source>
        <translation>Die Zuversicht ist nicht kalibriert: Die Kalibrierung gehört zu einem anderen Einbettungsmodell.</translation>
    </message>
    <message>
        <source>The engine was built for processors with {0}, which this one lacks.</source>
        <translation>Die Engine wurde für Prozessoren mit {0} gebaut, was diesem fehlt.</translation>
    </message>
    <message>
        <source>The index is damaged: its manifest has changed.</source>
        <translation>Der Index ist beschädigt: Sein Manifest hat sich geändert.</translation>
    </message>
    <message>
        <source>The index is damaged: {0} is missing or has changed.</source>
        <translation>Der Index ist beschädigt: {0} fehlt oder hat sich geändert.</translation>
    </message>
    <message>
        <source>The index manifest cannot be read.</source>
        <translation>Das Manifest des Index lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The index manifest is missing.</source>
        <translation>Das Manifest des Index fehlt.</translation>
    </message>
    <message>
        <source>The index was built by a different version of this program.</source>
        <translation>Der Index wurde mit einer anderen Version dieses Programms gebaut.</translation>
    </message>
    <message>
        <source>The index was built with a different embedding model.</source>
        <translation>Der Index wurde mit einem anderen Einbettungsmodell gebaut.</translation>
    </message>
    <message>
        <source>The model is stopped after this many tokens; four tokens are about three words.</source>
        <translation>Nach so vielen Token wird das Modell angehalten; vier Token sind etwa drei Wörter.</translation>
    </message>
    <message>
        <source>The model {0} is incomplete: {1} is missing.</source>
        <translation>Das Modell {0} ist unvollständig: {1} fehlt.</translation>
    </message>
    <message>
        <source>The new index does not find its own entries ({0}, row {1}).</source>
        <translation>Der neue Index findet seine eigenen Einträge nicht ({0}, Zeile {1}).</translation>
    </message>
    <message>
        <source>The number of {0} passages in the index does not match its manifest.</source>
        <translation>Die Zahl der Passagen der Stufe {0} im Index stimmt nicht mit seinem Manifest überein.</translation>
    </message>
    <message>
        <source>The part of the prompt that changes with each question. It determines the wait for the first word.</source>
        <translation>Der Teil des Prompts, der sich mit jeder Frage ändert. Er bestimmt, wie lange das erste Wort braucht.</translation>
    </message>
    <message>
        <source>The previous version of the same model; two to three times slower.</source>
        <translation>Die frühere Fassung desselben Modells; zwei- bis dreimal langsamer.</translation>
    </message>
    <message>
        <source>The question does not say what it is about.</source>
        <translation>Die Frage sagt nicht, worum es geht.</translation>
    </message>
    <message>
        <source>The question does not seem to be English, so it was searched by words only.</source>
        <translation>Die Frage scheint nicht auf Englisch zu sein, daher wurde nur nach Wörtern gesucht.</translation>
    </message>
    <message>
        <source>The question has {0} characters; the maximum is {1}.</source>
        <translation>Die Frage hat {0} Zeichen; das Maximum ist {1}.</translation>
    </message>
    <message>
        <source>Time limit per file</source>
        <translation>Zeitgrenze je Datei</translation>
    </message>
    <message>
        <source>Unknown model: {0}.</source>
        <translation>Unbekanntes Modell: {0}.</translation>
    </message>
    <message>
        <source>Unknown setting: {0}.</source>
        <translation>Unbekannte Einstellung: {0}.</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Weight of the best word match, where a passage with exactly the same meaning counts 1.</source>
        <translation>Gewicht des besten Worttreffers, wobei eine Passage mit genau derselben Bedeutung 1 zählt.</translation>
    </message>
    <message>
        <source>Weight of the word search</source>
        <translation>Gewicht der Wortsuche</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Word</translation>
    </message>
    <message>
        <source>Words in a larger share of the passages are ignored by the word search.</source>
        <translation>Wörter in einem größeren Anteil der Passagen übergeht die Wortsuche.</translation>
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
        <source>newer version unread</source>
        <translation>neuere Version ungelesen</translation>
    </message>
    <message>
        <source>one per core</source>
        <translation>einer je Kern</translation>
    </message>
    <message>
        <source>{0} Every passage was compared instead, which is slower but just as accurate.</source>
        <translation>{0} Stattdessen wurde jede Passage verglichen, was langsamer, aber ebenso genau ist.</translation>
    </message>
    <message>
        <source>{0} has been valid since {1}; it replaced {2}.</source>
        <translation>{0} gilt seit {1}; ersetzt: {2}.</translation>
    </message>
    <message>
        <source>{0} is for finding passages and cannot phrase answers.</source>
        <translation>{0} dient zum Finden von Passagen und kann keine Antworten formulieren.</translation>
    </message>
    <message>
        <source>{0} is no longer valid: {1} has been valid since {2}.</source>
        <translation>{0} ist nicht mehr gültig; seit {2} gilt: {1}.</translation>
    </message>
    <message>
        <source>{0} is no longer valid: {1} is.</source>
        <translation>{0} ist nicht mehr gültig; es gilt: {1}.</translation>
    </message>
    <message>
        <source>{0} is not a chat model: it has no chat template, or is an embedding model.</source>
        <translation>{0} ist kein Chat-Modell: Es hat keine Chat-Vorlage oder ist ein Einbettungsmodell.</translation>
    </message>
    <message>
        <source>{0} of {1} does not match its checksum and has been deleted.</source>
        <translation>{0} von {1} stimmt nicht mit seiner Prüfsumme überein und wurde gelöscht.</translation>
    </message>
    <message>
        <source>{0} of {1}, converted on this machine, is not as expected.</source>
        <translation>{0} von {1}, auf diesem Rechner umgewandelt, ist nicht wie erwartet.</translation>
    </message>
    <message>
        <source>{0} reads up to {1} tokens, but passages have up to {2}.</source>
        <translation>{0} liest bis zu {1} Token, aber Passagen haben bis zu {2}.</translation>
    </message>
    <message>
        <source>“{0}” is marked {1}: its content may no longer be valid.</source>
        <translation>„{0}“ ist als {1} gekennzeichnet: Der Inhalt gilt vielleicht nicht mehr.</translation>
    </message>
    <message>
        <source>“{0}” is partly out of date: see “{1}” for the changes.</source>
        <translation>„{0}“ ist teilweise überholt: Die Änderungen stehen in „{1}“.</translation>
    </message>
    <message>
        <source>“{0}” was left out because it is marked {1}. Ask for it by name to see what it said.</source>
        <translation>„{0}“ wurde ausgelassen, weil es als {1} gekennzeichnet ist. Fragen Sie mit seinem Namen danach, um zu lesen, was darin stand.</translation>
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
        <source>{0} changed while it was read.</source>
        <translation>{0} änderte sich, während es gelesen wurde.</translation>
    </message>
    <message>
        <source>{0} differs: “{1}” Neither says which one is valid.</source>
        <translation>{0} weicht ab: „{1}“ Keines sagt, welches gültig ist.</translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <translation>{0} gibt es nicht.</translation>
    </message>
    <message>
        <source>{0} is not a chat model.</source>
        <translation>{0} ist kein Chat-Modell.</translation>
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
        <source>{0} is valid; it replaced {1}.</source>
        <translation>{0} ist gültig; ersetzt: {1}.</translation>
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
        <source>{0} phrases answers; it cannot find passages.</source>
        <translation>{0} formuliert Antworten; es kann keine Passagen finden.</translation>
    </message>
    <message>
        <source>“{0}” was amended by “{1}”.</source>
        <translation>„{0}“ wurde geändert durch „{1}“.</translation>
    </message>
</context>
<context>
    <name>tables</name>
    <message>
        <source>Relates to</source>
        <translation>Bezieht sich auf</translation>
    </message>
    <message>
        <source>Replaces</source>
        <translation>Ersetzt</translation>
    </message>
    <message>
        <source>Replaced by</source>
        <translation>Ersetzt durch</translation>
    </message>
    <message>
        <source>Based on</source>
        <translation>Stützt sich auf</translation>
    </message>
    <message>
        <source>Exception to</source>
        <translation>Ausnahme von</translation>
    </message>
    <message>
        <source>approved it</source>
        <translation>hat sie freigegeben</translation>
    </message>
    <message>
        <source>returned it</source>
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
        <source>replaced it</source>
        <translation>hat sie ersetzt</translation>
    </message>
    <message>
        <source>flagged it as doubtful</source>
        <translation>hat sie als zweifelhaft gemeldet</translation>
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
        <source>Copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>Old</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Never cited</source>
        <translation>Nie angeführt</translation>
    </message>
    <message>
        <source>Conflicting versions</source>
        <translation>Widersprüchliche Versionen</translation>
    </message>
    <message>
        <source>Two documents look like versions of each other but state different numbers or dates.</source>
        <translation>Zwei Dokumente sehen wie Versionen voneinander aus, nennen aber verschiedene Zahlen oder Daten.</translation>
    </message>
    <message>
        <source>Identical files in more than one place; an answer may cite either.</source>
        <translation>Gleiche Dateien an mehreren Orten; eine Antwort kann jede davon anführen.</translation>
    </message>
    <message>
        <source>Near-duplicates</source>
        <translation>Fast-Duplikate</translation>
    </message>
    <message>
        <source>Documents that share most of their text; usually one replaces the others.</source>
        <translation>Dokumente, die den größten Teil ihres Textes teilen; meist ersetzt eines die anderen.</translation>
    </message>
    <message>
        <source>Unreadable or partly read</source>
        <translation>Unlesbar oder nur teilweise gelesen</translation>
    </message>
    <message>
        <source>A file, or part of it, could not be read and cannot be searched.</source>
        <translation>Eine Datei oder ein Teil davon konnte nicht gelesen werden und lässt sich nicht durchsuchen.</translation>
    </message>
    <message>
        <source>Needs OCR</source>
        <translation>Braucht Texterkennung</translation>
    </message>
    <message>
        <source>Some pages are images; their text can only be searched after OCR.</source>
        <translation>Einige Seiten sind Bilder; ihr Text lässt sich erst nach einer Texterkennung durchsuchen.</translation>
    </message>
    <message>
        <source>Default label, not confirmed</source>
        <translation>Vorgabe der Stufe, nicht bestätigt</translation>
    </message>
    <message>
        <source>The label is the default. Confirm or change it.</source>
        <translation>Die Stufe ist die Vorgabe. Bestätigen oder ändern Sie sie.</translation>
    </message>
    <message>
        <source>The document&apos;s date is long past; check whether it is still valid.</source>
        <translation>Das Datum des Dokuments liegt lange zurück; prüfen Sie, ob es noch gültig ist.</translation>
    </message>
    <message>
        <source>No answer has cited the document yet; it may be misplaced or badly titled.</source>
        <translation>Noch keine Antwort hat das Dokument angeführt; vielleicht liegt es falsch oder hat einen schlechten Titel.</translation>
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
