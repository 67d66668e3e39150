"""The seven kinds of knowledge unit: the one description that forms, checks, export and index are read from.

Decision hidden: which questions a team must answer so that a judgement can be used by somebody who was not there. Decisions, cases and
lessons follow what experts turn out to know when they are asked about real incidents (cues, goals, options, what a novice misses; Klein,
Calderwood and MacGregor 1989), rules and procedures what a machine can check. Invariant: a field's id never changes once released,
since stored units and exported files name it. Data; nothing here judges it (forms.py) or writes it out (rendering.py).
"""

from __future__ import annotations

from collections.abc import Mapping

from app.core.fields import Ask, Check, Field, FieldType, Kind, Relation

_DECISION = Kind(
    "decision",
    "Decision",
    "Decisions",
    "What was decided, and what somebody needs to know to decide the same way next"
    " time, or to have good reason not to.",
    (
        Field(
            "situation",
            "Situation",
            "What forced a decision, as it looked then: the facts, the limits, who was affected. Leave out what only became clear later.",
            FieldType.TEXT,
            required=True,
            question="What was going on when this had to be decided? What would have happened if nobody had decided anything?",
            example="Two customers reported drift of more than 0.2 % after warm starts. The series was to ship in six weeks.",
        ),
        Field(
            "cues",
            "Cues noticed",
            "The signs that told you what you were dealing with, one per line: what was seen,"
            " heard or measured, and what it meant to you.",
            FieldType.ITEMS,
            question="What did you see, hear or measure that told you what was going on? What would somebody new have overlooked?",
            example="The drift was worse in the morning: temperature, not load",
        ),
        Field(
            "goal",
            "Goal",
            "What the decision was to achieve, and what must not be given up for it.",
            FieldType.TEXT,
            question="What were you trying to achieve at that moment? What did you want to avoid at any price?",
            example="Keep the delivery date without weakening the accuracy that the data sheet promises.",
        ),
        Field(
            "options",
            "Options considered",
            "Everything that was seriously possible, with what spoke for and against it. A rejected option with its reason saves the next "
            "person from trying it again.",
            FieldType.OPTIONS,
            question="What else could have been done? Why was it not? Was doing nothing, or waiting, an option?",
            example="Ceramic shaft",
        ),
        Field(
            "decision",
            "Decision",
            "What was decided, in sentences that can be quoted: who does what, where, from when on.",
            FieldType.TEXT,
            required=True,
            question="What exactly was decided? Say it as you would tell somebody who has to carry it out.",
            example="From serial number 4400 on, the TQ-500 is built with the steel shaft.",
        ),
        Field(
            "rationale",
            "Rationale",
            "Why this option and not another: the reasons that weighed most, and on what they rest (test, experience, rule of thumb).",
            FieldType.TEXT,
            required=True,
            question="What tipped the scales? How did you know: from a measurement, from earlier cases, or by a rule of thumb?",
            example="The steel shaft held 1.2 million cycles in the test of March; ceramics broke twice below 400,000.",
        ),
        Field(
            "tradeoffs",
            "Trade-offs",
            "What is paid for the decision: what gets worse, slower, more expensive or"
            " riskier, and for whom. One per line.",
            FieldType.ITEMS,
            question="What does this cost, and who bears it? What did you knowingly give up?",
            example="The transducer is 140 g heavier",
        ),
        Field(
            "revisit",
            "What would change it",
            "The facts that would call for a new decision, so that readers can tell when this"
            " one is no longer valid. One per line.",
            FieldType.ITEMS,
            question="What would have to be different for you to decide otherwise? What single fact would have changed your mind?",
            example="A ceramic that survives a million cycles at 80 °C",
        ),
        Field(
            "outcome",
            "Outcome seen later",
            "What came of it, with a date; added when it is known. Also when it turned out to be wrong.",
            FieldType.TEXT,
            question="How did it turn out? Looking back, would you decide the same way?",
            example="By May 2026 no shaft had come back.",
        ),
    ),
    (
        Check("cues", Ask.FILLED, "No cues named"),
        Check("goal", Ask.FILLED, "No goal stated"),
        Check("options", Ask.SEVERAL, "Fewer than two options considered"),
        Check("options", Ask.CHOSEN, "No option marked as chosen"),
        Check("options", Ask.REJECTED, "No option rejected"),
        Check("options", Ask.WEIGHED, "No argument against the chosen option"),
        Check("tradeoffs", Ask.FILLED, "No trade-offs named"),
        Check("revisit", Ask.FILLED, "What would change it is not stated"),
        Check("outcome", Ask.FILLED, "No outcome yet"),
    ),
    kept_in="rationale",
    of_incident=True,
)

_RULE = Kind(
    "rule",
    "Rule",
    "Rules",
    "What follows when certain conditions are met, precise enough to be run and not just read.",
    (
        Field(
            "conditions",
            "Conditions",
            "When the rule applies: names, comparisons, and, or, not. Keep the units of values.",
            FieldType.CONDITIONS,
            required=True,
            question="How do you tell that this rule applies? Which values do you look at, and where exactly is the limit?",
            example="drift_percent > 0.2 and warm_start",
        ),
        Field(
            "outcome",
            "Outcome",
            "What follows when the conditions are met, as one instruction or fact that can be quoted.",
            FieldType.OUTCOME,
            required=True,
            question="And then? What exactly has to be done, or is true, when these conditions hold?",
            example="The transducer goes back to calibration before it is used again.",
            under="conditions",
        ),
        Field(
            "otherwise",
            "Otherwise",
            "What follows when they are not met. Leave it empty if the rule has no outcome then.",
            FieldType.OUTCOME,
            question="And when the conditions do not hold: does that mean the opposite, or does the rule then say nothing at all?",
            example="It may stay in use until the yearly calibration.",
            under="conditions",
        ),
        Field(
            "applies",
            "Where it applies",
            "Products, places, customers, teams. The rule does not cover anything else.",
            FieldType.TEXT,
            question="For which products, customers or places is this true? Where would you not dare to apply it?",
            example="TQ series, all ranges; not the TQ-40.",
        ),
        Field(
            "exceptions",
            "Exceptions",
            "Known cases in which the rule does not apply, one per line; write “none known” if you asked and"
            " there are none. An exception with reasons of its own should be a unit of its own; answers then"
            " include it.",
            FieldType.ITEMS,
            question="When have you seen this rule broken, and rightly so? For whom do you make an exception?",
            example="Units of the test bench, which are calibrated weekly",
        ),
        Field(
            "why",
            "Why",
            "The reason behind it, so that readers can tell when it no longer makes sense: a law, a measurement, a bad day.",
            FieldType.TEXT,
            question="Why does this rule exist? What happened, or what would happen, without it?",
            example="In 2023 a drifting transducer passed twelve wrong couplings.",
        ),
        Field(
            "example",
            "Example",
            "One case worked through with real values, as a reader would meet it.",
            FieldType.TEXT,
            question="Can you give me a real case and walk me through it with the numbers?",
            example="Drift 0.3 % after a warm start: back to calibration. Drift 0.3 % after a cold start: the rule says nothing.",
        ),
    ),
    (
        Check("exceptions", Ask.FILLED, "Exceptions not asked about"),
        Check("applies", Ask.FILLED, "Where it applies is not stated"),
        Check("why", Ask.FILLED, "No reason given"),
        Check("example", Ask.FILLED, "No worked example"),
    ),
    kept_in="why",
)

_EXCEPTION = Kind(
    "exception",
    "Exception",
    "Exceptions",
    "Where something approved does not apply, what to do instead, and why. Answers"
    " that cite the one include the other.",
    (
        Field(
            "to",
            "Exception to",
            "The unit that does not apply here.",
            FieldType.UNIT,
            required=True,
            question="Which rule, decision or procedure are you making an exception to?",
            relation=Relation.EXCEPTION_TO,
        ),
        Field(
            "when",
            "When",
            "How to recognise the case: as exactly as the rule itself, for what is not named here stays under the rule.",
            FieldType.TEXT,
            required=True,
            question="How do you recognise that the usual way does not apply here? What do you look at?",
            example="The customer is Mossgate Hydro and the transducer stands in the turbine hall.",
        ),
        Field(
            "instead",
            "What instead",
            "What is done or true instead, in sentences that can be quoted.",
            FieldType.TEXT,
            required=True,
            question="What do you do instead? Say it as an instruction.",
            example="The limit is 0.35 %, and service calls the customer before anything is sent back.",
            under="when",
        ),
        Field(
            "why",
            "Why",
            "The reason, and who agreed. An exception without one is copied where it does not belong.",
            FieldType.TEXT,
            required=True,
            question="Why is it right to do otherwise here? Who agreed to that?",
            example="The hall has 45 °C in summer; agreed with the customer on 2025-06-12.",
        ),
        Field(
            "limits",
            "How far it goes",
            "What the exception does not excuse, and what ends it. One per line.",
            FieldType.ITEMS,
            question="How far would you stretch this, and where does it stop? What would end it?",
            example="Ends when the hall gets its cooling",
        ),
    ),
    (Check("limits", Ask.FILLED, "How far it goes is not stated"),),
    review_days=180,
    kept_in="why",
)

_CASE = Kind(
    "case",
    "Case",
    "Cases",
    "Something that happened and is worth remembering: what was seen, what was done, what it taught.",
    (
        Field(
            "happened",
            "What happened",
            "The case in a few sentences: where, when, who was concerned, how it ended.",
            FieldType.TEXT,
            required=True,
            question="Tell me in a minute what happened, from the first sign to the end.",
            example="On 3 July 2025 the drying oven overheated during the night shift; no one was hurt, one batch was lost.",
        ),
        Field(
            "timeline",
            "Timeline",
            "The events in order, each with its time, as exactly as it is known. Decision points are events too.",
            FieldType.TIMELINE,
            question="Let us put it in order. What came first? When was that? What did you know at that moment?",
            example="02:10",
        ),
        Field(
            "signs",
            "First signs",
            "What could have been noticed, by whom, and when it was. One per line.",
            FieldType.ITEMS,
            question="What was the very first sign? Who could have seen it earlier, and where?",
            example="The alarm list had shown the same sensor fault for two days",
        ),
        Field(
            "cause",
            "Cause",
            "What it came from, and how certain that is. Say so when it was never found.",
            FieldType.TEXT,
            question="What was the cause? How sure are you, and what makes you sure? What else was suspected?",
            example="The relay of the heating had welded shut; confirmed by opening it.",
        ),
        Field(
            "done",
            "What was done",
            "The actions and who took them, including those that did not help.",
            FieldType.TEXT,
            required=True,
            question="What did you do, and in what order? What did you try that did not work?",
            example="The shift lead cut the main switch at 02:26 and opened the doors; venting alone did not help.",
        ),
        Field(
            "learned",
            "What was learned",
            "What is done differently since, or should be. One per line.",
            FieldType.ITEMS,
            required=True,
            question="What do you do differently since then? What would you tell somebody on their first night shift?",
            example="The oven's relay is tested every quarter",
        ),
        Field(
            "novice",
            "What a novice would miss",
            "What looked harmless or the other way round to somebody without experience.",
            FieldType.TEXT,
            question="What would somebody with a year of experience have done wrong here? What would have misled them?",
            example="The display still showed 80 °C: it is fed by the sensor that failed.",
        ),
    ),
    (
        Check("timeline", Ask.SEVERAL, "Fewer than two events in the timeline"),
        Check("timeline", Ask.TIMED, "An event has no time"),
        Check("signs", Ask.FILLED, "No first signs named"),
        Check("cause", Ask.FILLED, "No cause stated"),
        Check("novice", Ask.FILLED, "What a novice would miss is not stated"),
    ),
    review_days=730,
    kept_in="happened",
    of_incident=True,
)

_LESSON = Kind(
    "lesson",
    "Lesson",
    "Lessons",
    "Something learned from experience that is true beyond the case it came from.",
    (
        Field(
            "lesson",
            "Lesson",
            "One thing, in one or two sentences that can be quoted. Two lessons are two units.",
            FieldType.TEXT,
            required=True,
            question="If you could pass on just one thing from this, what would it be?",
            example="Tighten the coupling only when both halves have had an hour in the same room.",
        ),
        Field(
            "learned_from",
            "Learned from",
            "The case or cases it comes from: what was believed before, and what happened.",
            FieldType.TEXT,
            required=True,
            question="How did you learn that? What did you believe before it happened?",
            example="Three couplings tightened straight from the store slipped in January 2024.",
        ),
        Field(
            "why",
            "Why it is so",
            "What lies behind it, as far as it is understood. Say so when it is experience alone.",
            FieldType.TEXT,
            question="Why do you think it is so? Is that known, or is it what you have come to believe?",
            example="Steel and aluminium shrink differently; 20 K make 0.03 mm.",
        ),
        Field(
            "use",
            "When to remember it",
            "The situations in which it matters, as a reader would notice them. One per line.",
            FieldType.ITEMS,
            question="In which situations should somebody think of this? What would they be looking at?",
            example="Parts come from the unheated store",
        ),
        Field(
            "limits",
            "When it does not hold",
            "Where following it would be wrong or wasted. One per line.",
            FieldType.ITEMS,
            question="When would this advice be wrong?",
            example="Couplings of one material",
        ),
    ),
    (
        Check("why", Ask.FILLED, "Why it is so is not stated"),
        Check("use", Ask.FILLED, "When to remember it is not stated"),
        Check("limits", Ask.FILLED, "When it does not apply is not stated"),
    ),
    review_days=730,
    kept_in="why",
    of_incident=True,
)

_PROCEDURE = Kind(
    "procedure",
    "Procedure",
    "Procedures",
    "How something is done, step by step, with checks that show each step worked and"
    " the branches an expert takes.",
    (
        Field(
            "purpose",
            "Purpose",
            "What it is for and when it is to be used, in a sentence or two.",
            FieldType.TEXT,
            required=True,
            question="What is this for? When do you start it, and who may do it?",
            example="Brings a TQ-250 back to its accuracy after a drift above 0.2 %.",
        ),
        Field(
            "before",
            "Before you begin",
            "What must be there or true: tools, parts, permissions, states. One per line.",
            FieldType.ITEMS,
            question="What do you make sure of before you begin? What have you once been missing in the middle of it?",
            example="The bench has been on for at least an hour",
        ),
        Field(
            "steps",
            "Steps",
            "One action each, in order, with a check that shows it worked.",
            FieldType.STEPS,
            required=True,
            question="What do you do first? How do you know that it worked before you go on? And then?",
            example="Set the zero point with no load.",
        ),
        Field(
            "tree",
            "Decision tree",
            "Where the way forks: each question with its answers, and where each leads. It can be walked step by step.",
            FieldType.TREE,
            question="At which points do you have to decide how to go on? What do you ask yourself there?",
        ),
        Field(
            "done",
            "Done when",
            "How to tell that it is finished and correct.",
            FieldType.TEXT,
            question="How do you know that you are done and that it is right?",
            example="Three readings at full load differ by less than 0.05 %.",
        ),
        Field(
            "wrong",
            "When it goes wrong",
            "What commonly goes wrong, how to notice, and how to get back. One per line.",
            FieldType.ITEMS,
            question="What goes wrong most often? How do you notice, and what do you do then?",
            example="The zero wanders: the cable is worn, change it and start again",
        ),
    ),
    (
        Check("before", Ask.FILLED, "Prerequisites are not stated"),
        Check("steps", Ask.SEVERAL, "Only one step"),
        Check("steps", Ask.CHECKED, "No step has a check"),
        Check("done", Ask.FILLED, "When it is done is not stated"),
        Check("wrong", Ask.FILLED, "What can go wrong is not stated"),
    ),
    kept_in="purpose",
)

_DEFINITION = Kind(
    "definition",
    "Definition",
    "Definitions",
    "What a word means in this team; its synonyms find what is written under the other names.",
    (
        Field(
            "meaning",
            "Meaning",
            "What the team means by it, in one or two sentences. Begin with what it is, not with what it does.",
            FieldType.TEXT,
            required=True,
            question="What do you mean when you say that? How would you explain it to somebody on their first day?",
            example="A warm start is a start within 30 minutes after switching off.",
        ),
        Field(
            "synonyms",
            "Synonyms",
            "Other words for exactly the same thing, abbreviations included. One per line.",
            FieldType.SYNONYMS,
            question="What else is it called, here, at the customer's, in old documents?",
            example="hot restart",
        ),
        Field(
            "not_this",
            "Not to be confused with",
            "What sounds alike or is used alike and is something else, with the difference. One per line.",
            FieldType.ITEMS,
            question="What do people mix it up with? What is the difference?",
            example="Soft start: a slow ramp of the drive",
        ),
        Field(
            "example",
            "Example",
            "One thing that is it and, better still, one that narrowly is not.",
            FieldType.TEXT,
            question="Can you give me an example, and one that just misses?",
            example="Switched off at 9:00 and on again at 9:20: a warm start. On again at 9:40: not.",
        ),
    ),
    (
        Check("synonyms", Ask.FILLED, "No synonyms named"),
        Check("not_this", Ask.FILLED, "What it is confused with is not stated"),
        Check("example", Ask.FILLED, "No example given"),
    ),
    review_days=730,
    kept_in="example",
)

KINDS: Mapping[str, Kind] = {
    kind.id: kind for kind in (_DECISION, _RULE, _EXCEPTION, _CASE, _LESSON, _PROCEDURE, _DEFINITION)
}
"""Every kind by its id, in the order in which they are offered."""
