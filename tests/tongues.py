"""Small collections in many languages with questions: what a document of each says, what is asked, and what
nothing answers.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tongue:
    """One language: files by name, questions with words of the right answer, and questions that nothing
    answers.
    """

    code: str
    files: dict[str, str]
    asked: tuple[tuple[str, str], ...]
    open: tuple[str, ...]


BEFORE = (
    Tongue(
        "de",
        {
            "werkstatt.md": "# Werkstatt\n\nDie Werkstatt öffnet werktags um 7:15 Uhr. Schutzbrillen liegen im Schrank neben der Tür.\n\n"
            "Wer eine Maschine verlässt, schaltet sie aus.\n",
            "dienstwagen.md": "# Dienstwagen\n\nDienstwagen werden bei Frau Brandt bestellt. Das Fahrtenbuch liegt im Handschuhfach.\n\n"
            "Nach jeder Fahrt wird der Kilometerstand eingetragen.\n",
            "mutterschutz.md": "# Mutterschutz\n\nDer Mutterschutz beginnt sechs Wochen vor der Geburt.\n",
        },
        (
            ("Wann öffnet die Werkstatt?", "7:15"),
            ("Wo liegen die Schutzbrillen?", "Schrank"),
            ("Bei wem bestellt man einen Dienstwagen?", "Brandt"),
            ("Wie lange vor der Geburt beginnt der Mutterschutz?", "sechs Wochen"),
            ("Wo finde ich das Fahrtenbuch des Wagens?", "Handschuhfach"),
        ),
        (
            "Wie hoch ist das Weihnachtsgeld?",
            "Wer repariert die Kaffeemaschine?",
            "Wie viele Tage Elternzeit gibt es?",
        ),
    ),
    Tongue(
        "fr",
        {
            "cantine.md": "# Cantine\n\nLa cantine ouvre à midi et ferme à 14 heures. Les repas coûtent 6 euros.\n\n"
            "Les plateaux sont rendus au comptoir du fond.\n",
            "conges.md": "# Congés\n\nChaque salarié dispose de 27 jours de congés par an. Les demandes sont adressées à Mme Roussel.\n",
            "parking.md": "# Parking\n\nLes visiteurs garent leur voiture au niveau moins deux.\n",
        },
        (
            ("À quelle heure ferme la cantine ?", "14 heures"),
            ("Combien coûte un repas ?", "6 euros"),
            ("À qui adresse-t-on les demandes de congés ?", "Roussel"),
            ("Combien de jours de congés a un salarié ?", "27"),
            ("Où les visiteurs garent-ils leur voiture ?", "moins deux"),
        ),
        (
            "Quel est le mot de passe du wifi ?",
            "Qui remplace le directeur en été ?",
            "Combien coûte l'assurance du bâtiment ?",
        ),
    ),
    Tongue(
        "es",
        {
            "almacen.md": "# Almacén\n\nEl almacén abre a las 8 de la mañana. Las llaves están en la oficina de Lucía.\n\n"
            "Los palés vacíos se devuelven los viernes.\n",
            "viajes.md": "# Viajes\n\nLos gastos de viaje se reembolsan en diez días. El límite del hotel es de 95 euros por noche.\n",
        },
        (
            ("¿A qué hora abre el almacén?", "8"),
            ("¿Dónde están las llaves?", "Lucía"),
            ("¿Cuál es el límite del hotel?", "95"),
            ("¿En cuántos días se reembolsan los gastos de viaje?", "diez"),
        ),
        ("¿Quién limpia las ventanas?", "¿Cuánto pesa la grúa?"),
    ),
    Tongue(
        "nl",
        {
            "fietsen.md": "# Fietsen\n\n"
            "Fietsen staan in de kelder onder gebouw C. De sleutel van de fietsenstalling krijgt u bij de receptie.\n",
            "verlof.md": "# Verlof\n\nHet verlof wordt uiterlijk twee weken van tevoren aangevraagd. Een verhuisdag wordt betaald.\n",
        },
        (
            ("Waar staan de fietsen?", "kelder"),
            ("Wanneer moet verlof worden aangevraagd?", "twee weken"),
            ("Bij wie krijg ik de sleutel van de fietsenstalling?", "receptie"),
        ),
        ("Hoe duur is de lunch?", "Wie beheert de website?"),
    ),
    Tongue(
        "ja",
        {
            "shukka.md": "# 出荷\n\n出荷の締切は毎日午後三時です。伝票は倉庫の棚に置いてあります。\n",
            "kyuka.md": "# 休暇\n\n有給休暇は年間二十日です。申請書は人事課の佐藤さんに提出します。\n",
        },
        (
            ("出荷の締切は何時ですか", "三時"),
            ("有給休暇は何日ありますか", "二十日"),
            ("申請書は誰に提出しますか", "佐藤"),
            ("伝票はどこにありますか", "棚"),
        ),
        ("駐車場の料金はいくらですか", "社長の名前は何ですか"),
    ),
    Tongue(
        "zh",
        {
            "cangku.md": "# 仓库\n\n仓库每天早上八点开门。钥匙由王芳保管。\n",
            "chuchai.md": "# 出差\n\n出差报销须在三十天内提交。酒店每晚最高四百元。\n",
        },
        (("仓库几点开门？", "八点"), ("钥匙由谁保管？", "王芳"), ("出差报销要在多少天内提交？", "三十天")),
        ("食堂的菜单是什么？", "谁负责打印机维修？"),
    ),
)
"""Written before search knew of other languages."""

AFTER = (
    Tongue(
        "de",
        {
            "praxis.md": "# Praxis\n\nRezepte werden montags und donnerstags ausgestellt. "
            "Die Blutabnahme findet nüchtern zwischen 7 und 9 Uhr statt.\n\n"
            ""
            "Befunde bewahrt Dr. Winkler im Tresor auf.\n",
            "garten.md": "# Kleingarten\n\nHecken dürfen höchstens 1,20 Meter hoch sein. Der Wasserzähler wird im Oktober abgelesen.\n",
        },
        (
            ("An welchen Tagen werden Rezepte ausgestellt?", "donnerstags"),
            ("Wer bewahrt die Befunde auf?", "Winkler"),
            ("Wie hoch darf eine Hecke sein?", "1,20"),
            ("Wann werden die Zähler abgelesen?", "Oktober"),
        ),
        ("Was kostet eine Impfung?", "Wie viele Kaninchen darf man halten?"),
    ),
    Tongue(
        "fr",
        {
            "bibliotheque.md": "# Bibliothèque\n\n"
            "Les livres sont prêtés pour trois semaines. L’amende est de 20 centimes par jour de retard.\n",
            "piscine.md": "# Piscine\n\nLe bonnet de bain est obligatoire. Les enfants de moins de huit ans nagent avec un adulte.\n",
        },
        (
            ("Pour combien de temps prête-t-on les livres ?", "trois semaines"),
            ("Quelle est l’amende par jour de retard ?", "20 centimes"),
            ("Faut-il porter un bonnet de bain ?", "obligatoire"),
        ),
        ("Quelle est la profondeur du bassin ?", "Qui dirige la chorale ?"),
    ),
    Tongue(
        "it",
        {
            "officina.md": "# Officina\n\nL'officina chiude alle 18:30. Gli pneumatici usati si consegnano al magazzino B.\n",
            "rimborsi.md": "# Rimborsi\n\nI rimborsi si chiedono entro quindici giorni. Le ricevute sono controllate da Giulia Ferri.\n",
        },
        (
            ("A che ora chiude l'officina?", "18:30"),
            ("Dove si consegnano gli pneumatici usati?", "magazzino B"),
            ("Entro quanti giorni si chiede il rimborso?", "quindici"),
            ("Chi controlla le ricevute?", "Ferri"),
        ),
        ("Quanto costa il pranzo?", "Chi ha progettato il tetto?"),
    ),
    Tongue(
        "pt",
        {
            "laboratorio.md": "# Laboratório\n\n"
            "As amostras são guardadas a 4 graus. O relatório é entregue à doutora Nunes até sexta-feira.\n",
            "ferias.md": "# Férias\n\nCada trabalhador tem 22 dias de férias por ano.\n",
        },
        (
            ("A quantos graus se guardam as amostras?", "4 graus"),
            ("A quem é entregue o relatório?", "Nunes"),
            ("Quantos dias de férias tem um trabalhador?", "22"),
        ),
        ("Onde fica a impressora?", "Qual é a cor do logotipo?"),
    ),
    Tongue(
        "sv",
        {
            "tvatt.md": "# Tvättstuga\n\nTvättstugan bokas på tavlan i källaren. Ett pass varar tre timmar.\n",
            "semester.md": "# Semester\n\nSemestern ska beviljas av Karin Holm. Sparade dagar får tas ut inom fem år.\n",
        },
        (
            ("Var bokas tvättstugan?", "tavlan"),
            ("Hur länge varar ett pass?", "tre timmar"),
            ("Vem beviljar semester?", "Holm"),
            ("Inom hur många år får sparade dagar tas ut?", "fem"),
        ),
        ("Vad kostar en parkeringsplats?", "Vem sköter trädgården?"),
    ),
    Tongue(
        "pl",
        {
            "magazyn.md": "# Magazyn\n\nMagazyn jest czynny od godziny 6 do 14. Klucze wydaje pani Zielińska.\n",
            "delegacje.md": "# Delegacje\n\nRozliczenie delegacji składa się w ciągu 14 dni. Limit na hotel wynosi 300 złotych za noc.\n",
        },
        (
            ("Kto wydaje klucze?", "Zielińska"),
            ("W ciągu ilu dni składa się rozliczenie delegacji?", "14"),
            ("Ile wynosi limit na hotel?", "300"),
        ),
        ("Jaki jest numer telefonu stołówki?", "Kto sprząta biuro?"),
    ),
    Tongue(
        "ru",
        {
            "sklad.md": "# Склад\n\nСклад открывается в семь утра. Ключ от ворот хранится у Марии Ивановой.\n",
            "otpusk.md": "# Отпуск\n\nЗаявление на отпуск подают за две недели. Его подписывает районный начальник.\n",
        },
        (
            ("Когда открывается склад?", "семь утра"),
            ("У кого хранится ключ от ворот?", "Ивановой"),
            ("За сколько недель подают заявление на отпуск?", "две недели"),
            ("Кто подписывает заявление?", "начальник"),
        ),
        ("Сколько стоит обед?", "Где находится бассейн?"),
    ),
    Tongue(
        "ko",
        {
            "hoeui.md": "# 회의실\n\n대회의실의 정원은 40명입니다. 예약 변경은 총무부 김민수 씨에게 연락합니다.\n",
            "changgo.md": "# 창고\n\n창고 열쇠는 2층 안내 데스크에 있습니다.\n",
        },
        (
            ("대회의실 정원은 몇 명입니까?", "40"),
            ("예약 변경은 누구에게 연락합니까?", "김민수"),
            ("창고 열쇠는 어디에 있습니까?", "2층"),
        ),
        ("주차 요금은 얼마입니까?", "사장님 이름은 무엇입니까?"),
    ),
    Tongue(
        "th",
        {
            "kosang.md": "# คลังสินค้า\n\nคลังสินค้าเปิดเวลาเจ็ดโมงเช้า\n\nกุญแจอยู่กับคุณสมชาย\n",
            "la.md": "# การลา\n\nพนักงานลาพักร้อนได้ปีละสิบวัน\n",
        },
        (("คลังสินค้าเปิดกี่โมง", "เจ็ดโมง"), ("กุญแจอยู่กับใคร", "สมชาย"), ("ลาพักร้อนได้กี่วัน", "สิบวัน")),
        ("อาหารกลางวันราคาเท่าไร", "ห้องน้ำอยู่ชั้นไหน"),
    ),
    Tongue(
        "ja",
        {
            "toshokan.md": "# 図書室\n\n本は二週間借りられます。返却が遅れると一日十円かかります。\n",
            "kojo.md": "# 工場\n\n第三工場ではヘルメットを着用します。フォークリフトの鍵は山本さんが管理します。\n",
        },
        (
            ("本は何週間借りられますか", "二週間"),
            ("フォークリフトの鍵は誰が管理しますか", "山本"),
            ("第三工場では何を着用しますか", "ヘルメット"),
        ),
        ("食堂の営業時間を教えてください", "給料日はいつですか"),
    ),
    Tongue(
        "zh",
        {
            "tushuguan.md": "# 图书馆\n\n图书可以借两个星期。逾期每天罚款五角。\n",
            "gongchang.md": "# 工厂\n\n三号车间必须戴安全帽。叉车由李强负责。\n",
        },
        (("图书可以借多久？", "两个星期"), ("逾期每天罚款多少？", "五角"), ("叉车由谁负责？", "李强")),
        ("宿舍的房租是多少？", "年假有几天？"),
    ),
)
"""Written after it, before anything was asked of them."""
LAST = (
    Tongue(
        "de",
        {
            "hausordnung.md": "# Hausordnung\n\nDie Ruhezeit dauert von 22 bis 6 Uhr. Der Hausmeister heißt Jens Petzold.\n\n"
            "Kinderwagen dürfen im Treppenhaus abgestellt werden. Die Kündigungsfrist beträgt drei Monate.\n",
            "feuerwehr.md": "# Feuerwehr\n\n"
            "Die Atemschutzgeräte werden alle zwei Jahre geprüft. Übungen finden jeden zweiten Dienstag statt.\n",
        },
        (
            ("Wie heißt der Hausmeister?", "Petzold"),
            ("Wie lang ist die Frist für die Kündigung?", "drei Monate"),
            ("Darf man einen Kinderwagen im Treppenhaus abstellen?", "abgestellt"),
            ("Wie oft prüft man die Atemschutzgeräte?", "zwei Jahre"),
            ("Wann sind die Übungen der Feuerwehr?", "Dienstag"),
        ),
        (
            "Wie hoch ist die Miete?",
            "Darf man im Treppenhaus rauchen?",
            "Wer bezahlt den Hausmeister?",
            "Wie viele Fahrzeuge hat die Feuerwehr?",
        ),
    ),
    Tongue(
        "fr",
        {
            "atelier.md": "# Atelier\n\nLes machines sont nettoyées chaque vendredi. L’huile usagée est versée dans le fût bleu.\n\n"
            "Le compresseur est réparé par la société Garnier.\n",
        },
        (
            ("Quand nettoie-t-on les machines ?", "vendredi"),
            ("Où verse-t-on l’huile usagée ?", "fût bleu"),
            ("Qui répare le compresseur ?", "Garnier"),
        ),
        ("Combien coûte le compresseur ?", "Quelle est la puissance des machines ?"),
    ),
    Tongue(
        "es",
        {
            "biblioteca.md": "# Biblioteca\n\nLos libros se prestan durante veinte días. "
            "La sala de lectura cierra a las nueve de la noche.\n\n"
            ""
            "El carné se renueva cada dos años.\n",
        },
        (
            ("¿Durante cuántos días se presta un libro?", "veinte"),
            ("¿Cuándo cierra la sala de lectura?", "nueve"),
            ("¿Cada cuántos años hay que renovar el carné?", "dos años"),
        ),
        ("¿Cuántos libros se pueden prestar a la vez?", "¿Quién es el autor del mural?"),
    ),
    Tongue(
        "ja",
        {
            "byoin.md": "# 病院\n\n面会時間は午後二時から八時までです。診察券は一階の受付で発行します。\n\n"
            "薬局の電話番号は内線５５２です。\n",
        },
        (
            ("面会時間は何時までですか", "八時"),
            ("診察券はどこで発行しますか", "受付"),
            ("薬局の内線番号は何番ですか", "５５２"),
        ),
        ("駐車場は何台分ありますか", "院長は誰ですか"),
    ),
    Tongue(
        "zh",
        {"xuexiao.md": "# 学校\n\n图书证由教务处办理。期末考试在六月二十日举行。\n\n宿舍晚上十一点关门。\n"},
        (
            ("图书证在哪里办理？", "教务处"),
            ("期末考试什么时候举行？", "六月二十日"),
            ("宿舍几点关门？", "十一点"),
        ),
        ("校长叫什么名字？", "学费是多少？"),
    ),
    Tongue(
        "nl",
        {
            "zwembad.md": "# Zwembad\n\nHet zwembad is op maandag gesloten. Een badmuts is verplicht.\n\nDe badmeester heet Ruud Bakker.\n"
        },
        (
            ("Op welke dag is het zwembad gesloten?", "maandag"),
            ("Hoe heet de badmeester?", "Bakker"),
            ("Is een badmuts verplicht?", "verplicht"),
        ),
        ("Hoe diep is het zwembad?", "Hoeveel kost een kaartje?"),
    ),
    Tongue(
        "ru",
        {
            "bassein.md": "# Бассейн\n\nБассейн закрыт по понедельникам. Шапочка обязательна для всех. Тренера зовут Олег Сомов.\n"
        },
        (
            ("Когда закрыт бассейн?", "понедельникам"),
            ("Как зовут тренера?", "Сомов"),
            ("Обязательна ли шапочка?", "обязательна"),
        ),
        ("Какая глубина бассейна?", "Сколько стоит билет?"),
    ),
    Tongue(
        "ko",
        {"doseogwan.md": "# 도서관\n\n도서는 14일 동안 대출할 수 있습니다. 열람실은 밤 10시에 닫습니다.\n"},
        (("도서는 며칠 동안 대출할 수 있습니까?", "14일"), ("열람실은 몇 시에 닫습니까?", "10시")),
        ("복사 비용은 얼마입니까?",),
    ),
)
"""Written when the rest was done; nothing was changed for their sake."""
