/* Jeder Satz der Seite auf Deutsch; en.js sagt, was wo steht, und tsc prüft, dass nichts fehlt.
 *
 * SPDX-License-Identifier: Apache-2.0 */

/** @typedef {typeof import('./en.js').texts} Texts */

/** @type {Texts['app']} */
const app = {
  name: 'HematoVision',
  navigation: 'Ansichten',
  views: { classify: 'Bestimmen', count: 'Zählen', learn: 'Üben', about: 'Über' },
  pageTitle: (view) => `${view} – HematoVision`,
  viewFailed:
    'Diese Ansicht konnte nicht geladen werden. Prüfen Sie die Verbindung und laden Sie die Seite dann neu.',
  language: 'Sprache',
  languageQuestion:
    'Um die Sprache zu wechseln, wird die Seite neu geladen. Die Bilder und Ergebnisse unter „Bestimmen“ sind dann fort.',
  languageConfirm: 'Sprache wechseln',
  veil: 'Loslassen, um die Bilder zu lesen',
  noFile:
    'Darin ist keine Bilddatei. Speichern Sie das Bild zuerst, dann ziehen Sie die Datei hierher oder wählen sie aus.',
  noPictureInFolder: 'In diesem Ordner ist kein Bild. Wählen Sie einen mit JPEG- oder PNG-Dateien.',
  skipped: (count) =>
    count === 1
      ? '1 Datei, die kein Bild ist, wurde ausgelassen.'
      : `${count} Dateien, die keine Bilder sind, wurden ausgelassen.`,
  made: {
    title: 'Erstellt mit',
    program: (version, build) => `HematoVision ${version}, Build ${build}`,
    model: (name, sha256) => `Modell ${name}, SHA-256 ${sha256}`,
    unknown: 'unbekannt',
  },
  medicalTitle: 'Kein Medizinprodukt.',
  medical:
    'HematoVision dient dem Lernen und der Forschung. Es darf nicht für Diagnose oder Behandlung verwendet werden: Es kann irren, obwohl es sicher ist, und eine kranke Zelle nicht von einer gesunden unterscheiden.',
  licence: 'Freie Software unter der Apache License 2.0.',
  notices: 'Lizenzen und Hinweise',
  cancel: 'Abbrechen',
  close: 'Schließen',
};

/** @type {Texts['core']} */
const core = {
  statuses: {
    ok: 'Das Bild wurde gelesen und eine Zelle gefunden.',
    'unreadable-file': 'Die Datei ließ sich nicht öffnen. Prüfen Sie ihren Namen und die Zugriffsrechte.',
    'empty-file': 'Die Datei ist leer. Kopieren Sie sie noch einmal von ihrem Ursprung.',
    'not-an-image': 'Das ist kein Bild. Wählen Sie eine JPEG- oder PNG-Datei.',
    'unsupported-heic':
      'HEIC-Bilder können nicht gelesen werden. Speichern Sie das Bild als JPEG; die Kamera eines Telefons lässt sich auf „Maximale Kompatibilität“ stellen.',
    'unsupported-avif': 'AVIF-Bilder können nicht gelesen werden. Speichern Sie das Bild als JPEG oder PNG.',
    'unsupported-tiff':
      'TIFF-Bilder können nicht gelesen werden. Exportieren Sie das Bild aus dem Programm des Mikroskops als JPEG oder PNG.',
    'unsupported-gif': 'GIF-Bilder können nicht gelesen werden. Speichern Sie das Bild als PNG.',
    'unsupported-webp': 'WebP-Bilder können nicht gelesen werden. Speichern Sie das Bild als JPEG oder PNG.',
    'unsupported-bmp': 'BMP-Bilder können nicht gelesen werden. Speichern Sie das Bild als PNG.',
    'unsupported-svg': 'SVG ist eine Zeichnung und keine Fotografie. Wählen Sie eine JPEG- oder PNG-Datei.',
    'unsupported-pdf': 'Das ist ein PDF-Dokument. Exportieren Sie das Bild darin als JPEG oder PNG.',
    'unsupported-cmyk': 'Dieses JPEG hat Druckfarben (CMYK). Speichern Sie es noch einmal in RGB-Farben.',
    'unsupported-jpeg':
      'Das ist eine seltene Art von JPEG (arithmetisch, verlustfrei oder 12 Bit). Speichern Sie es als gewöhnliches JPEG.',
    'truncated-image':
      'Die Bilddatei ist abgeschnitten. Kopieren Sie sie noch einmal oder laden Sie sie neu herunter.',
    'broken-image':
      'Die Bilddatei ist beschädigt. Kopieren Sie sie noch einmal oder laden Sie sie neu herunter.',
    'image-too-large':
      'Das Bild hat mehr als 50 Millionen Bildpunkte. Schneiden Sie den Teil mit der Zelle aus.',
    'image-too-small':
      'Das Bild ist auf einer Seite kleiner als 24 Bildpunkte. Nehmen Sie das Original, kein Vorschaubild.',
    'no-cell':
      'Es wurde keine gefärbte weiße Blutzelle gefunden. Wählen Sie ein Gesichtsfeld mit einer, scharf und gleichmäßig beleuchtet.',
    'no-model': 'Es ist kein Modell geladen. Laden Sie zuerst eine .tflite-Datei.',
    'no-detector': 'Es ist kein Zelldetektor geladen. Laden Sie zuerst models/detector.tflite.',
    'not-a-model': 'Diese Datei ist kein TensorFlow-Lite-Modell. Wählen Sie eine .tflite-Datei.',
    'truncated-model':
      'Die Modelldatei ist abgeschnitten. Kopieren Sie sie noch einmal oder laden Sie sie neu herunter.',
    'broken-model':
      'Die Modelldatei ist beschädigt. Kopieren Sie sie noch einmal oder laden Sie sie neu herunter.',
    'model-too-large': 'Die Modelldatei ist größer als 64 MiB. Quantisieren Sie das Modell auf int8.',
    'unsupported-model': 'Das Modell ist von einer Art, die hier nicht verwendet werden kann.',
    'unsupported-operator': 'Das Modell benutzt einen Operator, der nicht unterstützt wird.',
    'out-of-memory':
      'Der Speicher reicht nicht aus. Schließen Sie andere Programme oder nehmen Sie ein kleineres Bild.',
    'internal-error': 'Im Programm selbst ging etwas schief. Bitte melden Sie es.',
    cancelled: 'Abgebrochen, bevor es gelesen war.',
  },
  detailed: (sentence, message) => `${sentence} (Meldung des Programms: ${message})`,
  capped: (reported) => `Es sind mehr als ${reported} Zellen; genannt werden die ${reported} auffälligsten.`,
  failures: {
    browser:
      'Dieser Browser ist zu alt: Ihm fehlt WebAssembly SIMD. Jeder aktuelle Firefox, Chrome, Edge oder Safari hat es.',
    worker:
      'Das Programm ließ sich nicht starten. Prüfen Sie die Verbindung oder nehmen Sie einen aktuellen Browser.',
    module: 'Das Programm ließ sich nicht laden. Prüfen Sie die Verbindung.',
    'broken-module':
      'Die Programmdatei ist beschädigt. Laden Sie die Seite neu; bleibt es dabei, melden Sie es bitte.',
    model: 'Das Modell ließ sich nicht laden. Prüfen Sie die Verbindung.',
    detector: 'Der Zelldetektor ließ sich nicht laden. Prüfen Sie die Verbindung.',
  },
  restarted: 'Das Programm wurde neu gestartet; mit den übrigen Bildern geht es weiter.',
  engine: {
    loading: 'Das Modell wird geladen …',
    ready: 'Bereit. Ihre Bilder bleiben auf diesem Gerät.',
    retry: 'Noch einmal versuchen',
    foreign: (name) => `Bereit, mit Ihrem eigenen Modell: ${name}.`,
  },
  verdicts: {
    confident: 'Das Modell ist sicher.',
    unsure: 'Das Modell ist unsicher. Nehmen Sie es als Hinweis und sehen Sie selbst hin.',
    unfamiliar: 'Das gleicht keiner Zelle, die das Modell kennt; darum benennt es sie nicht.',
  },
  unsureOfTheCell:
    'Die Zelle ist nicht ganz so wie die, die das Modell kennt. Nehmen Sie es als Hinweis und sehen Sie selbst hin.',
  verdictWords: { confident: 'sicher', unsure: 'unsicher', unfamiliar: 'unbekannt' },
  unfamiliarHint:
    'Es kann eine andere Zellart sein, eine beschädigte oder schlecht abgebildete Zelle oder gar keine weiße Blutzelle.',
  unfamiliar: 'Unbekannt',
  unfamiliarSpoken: 'unbekannt, gleicht keiner Zelle, die das Modell kennt',
  noCell: 'Keine weiße Blutzelle gefunden',
  noCellHint:
    'Sehen Sie doch eine, versuchen Sie ein schärferes oder gleichmäßiger beleuchtetes Bild oder den Ausschnitt um die Zelle.',
  classes: {
    neutrophil: {
      name: 'Neutrophiler Granulozyt',
      short: 'Neutrophiler',
      within: 'neutrophiler Granulozyt',
      features:
        'Kern aus zwei bis fünf Segmenten, durch dünne Fäden verbunden; blassrosa Zytoplasma mit feiner, staubartiger Granulation.',
    },
    eosinophil: {
      name: 'Eosinophiler Granulozyt',
      short: 'Eosinophiler',
      within: 'eosinophiler Granulozyt',
      features:
        'Kern meist aus zwei Segmenten; Zytoplasma dicht gefüllt mit großen, runden, orangeroten Granula.',
    },
    basophil: {
      name: 'Basophiler Granulozyt',
      short: 'Basophiler',
      within: 'basophiler Granulozyt',
      features: 'Grobe blauschwarze Granula über der ganzen Zelle, die den gelappten Kern oft verdecken.',
    },
    lymphocyte: {
      name: 'Lymphozyt',
      short: 'Lymphozyt',
      within: 'Lymphozyt',
      features:
        'Runder, dichter Kern, der die Zelle fast ausfüllt; schmaler Saum aus klarem blauem Zytoplasma.',
    },
    monocyte: {
      name: 'Monozyt',
      short: 'Monozyt',
      within: 'Monozyt',
      features:
        'Die größte der fünf: gefalteter, nierenförmiger Kern in breitem graublauem Zytoplasma, oft mit Vakuolen.',
    },
  },
  either: (first, second) => `${first} oder ${second}`,
  qualities: {
    blurred: 'unscharf',
    'too-dark': 'zu dunkel',
    'too-small': 'zu wenige Bildpunkte',
    'cut-off': 'vom Bildrand abgeschnitten',
  },
  qualitySentence: (reasons) => `Zum Bild dieser Zelle: ${reasons}. Ein besseres kann das Urteil ändern.`,
  qualitySpoken: (reasons) => `Bild: ${reasons}`,
  probabilities: 'Wahrscheinlichkeit jeder Klasse',
  heat: {
    button: 'Worauf es achtete',
    least: 'weniger',
    most: 'mehr',
    meaning: 'Je gelber eine Stelle, desto mehr sprach sie für das Urteil.',
    ofTheFirst: 'Von zwei Klassen ist es die der ersten.',
    ownScale: 'Jede Zelle hat ihren eigenen Maßstab.',
    limits:
      'Diese grobe Karte beweist weder, dass das Modell auf das Richtige achtete, noch, dass es recht hat.',
  },
  zoom: { open: 'Vergrößern', smaller: 'Kleiner', larger: 'Größer', fit: 'Einpassen' },
  scaleHint: 'Geschätzt nach den roten Blutzellen, die mit 7,5 µm Durchmesser angenommen sind.',
  scaleSpoken: (length) => `Maßstab: ${length}`,
  pictures: (count) => (count === 1 ? '1 Bild' : `${count} Bilder`),
  cells: (count) => (count === 1 ? '1 Zelle' : `${count} Zellen`),
};

/** @type {Texts['classify']} */
const classify = {
  title: 'Welche weiße Blutzelle ist das?',
  lead: 'Benennt die weißen Blutzellen in Bildern eines gefärbten Blutausstrichs und sagt, wenn es das nicht kann.',
  intake: 'Ihre Bilder',
  invitation: 'Ziehen Sie Bilder oder einen Ordner irgendwo auf diese Seite',
  choose: 'Bilder wählen',
  folder: 'Ordner wählen',
  photograph: 'Foto aufnehmen',
  hint: 'JPEG oder PNG. Ein Bild lässt sich auch einfügen.',
  camera: {
    open: 'Kamera verwenden',
    preview: 'Was die Kamera zeigt',
    asking: 'Der Browser fragt, ob diese Seite die Kamera verwenden darf.',
    hint: 'Das Bild bleibt in diesem Browser.',
    take: 'Aufnehmen',
    refused:
      'Die Kamera wurde verweigert. Erlauben Sie sie in den Einstellungen des Browsers für diese Seite oder wählen Sie ein Bild.',
    missing: 'Es wurde keine Kamera gefunden. Schließen Sie eine an oder wählen Sie ein Bild.',
    busy: 'Die Kamera lässt sich gerade nicht verwenden. Schließen Sie das andere Programm, das sie benutzt, oder wählen Sie ein Bild.',
    file: (number) => `foto-${number}`,
  },
  privacyTitle: 'Ihre Bilder bleiben bei Ihnen.',
  privacy:
    'Ihr eigener Browser liest sie, gesendet wird nichts, und wenn Sie die Seite schließen, bleibt nichts zurück.',
  examples: 'Mit einem Beispiel ausprobieren',
  example: (number) => `Beispiel ${number}`,
  sources: { drawn: 'gezeichnet', real: 'echt' },
  exampleCredits: (credits) => `Echt: ${credits}.`,
  exampleTruth: (source, truth) =>
    `${source === 'drawn' ? 'Gezeichnetes' : 'Echtes'} Beispiel: ${truth ?? 'keine weiße Blutzelle'}.`,
  results: 'Ergebnisse',
  reading: 'Wird gelesen …',
  progress: (done, all) => `${done} von ${all === 1 ? '1 Bild' : `${all} Bildern`}`,
  allRead: (count, failed) =>
    failed === 0 ? `${count} Bilder gelesen.` : `${count} Bilder, davon ${failed} nicht lesbar.`,
  cancelled: (count) => `Abgebrochen; nicht gelesen: ${count}.`,
  retry: 'Noch einmal versuchen',
  retryAll: (count) => `${count} noch einmal versuchen`,
  remove: (file) => `${file} entfernen`,
  removed: (count, file) => (count === 1 ? `Entfernt: ${file}.` : `${count} Bilder entfernt.`),
  undo: 'Zurückholen',
  broughtBack: (count) => (count === 1 ? '1 Bild ist zurück.' : `${count} Bilder sind zurück.`),
  clear: 'Alle entfernen',
  cells: 'Die gefundenen Zellen',
  otherCells: (count) => `Die übrigen ${count}`,
  copy: {
    text: 'Kopieren',
    json: 'Als JSON kopieren',
    done: 'Kopiert',
    byHand: 'Der Browser lässt diese Seite nicht kopieren. Kopieren Sie den Text mit Strg und C.',
  },
  keys: {
    button: 'Tasten',
    title: 'Tasten',
    where:
      'Sie gelten, solange ein Ergebnis den Fokus hat: Klicken Sie eines an oder gehen Sie mit der Tabulatortaste hin.',
    list: [
      ['j ↓', 'nächstes Ergebnis'],
      ['k ↑', 'voriges Ergebnis'],
      ['z Eingabe', 'Bild vergrößern'],
      ['+ − 0', 'vergrößert: größer, kleiner, einpassen'],
      ['m', 'worauf das Modell achtete'],
      ['c', 'Ergebnis kopieren'],
      ['Entf', 'Ergebnis entfernen'],
      ['Strg+Z', 'Entferntes zurückholen'],
      ['?', 'diese Tasten'],
    ],
  },
};

/** @type {Texts['count']} */
const count = {
  title: 'Zählen',
  lead: 'Ein Differenzialblutbild: Das Programm findet die weißen Zellen und schlägt für jede eine Klasse vor; Sie bestätigen oder berichtigen.',
  invitation: 'Ziehen Sie die Gesichtsfelder eines Ausstrichs auf diese Seite',
  choose: 'Gesichtsfelder auswählen',
  folder: 'Ordner auswählen',
  hint: 'JPEG oder PNG, gern viele auf einmal. Sie werden hier gelesen und nirgendwohin gesendet.',
  how: [
    'Nehmen Sie Gesichtsfelder desselben Ausstrichs bei gleicher Vergrößerung.',
    'Bestätigen Sie eine Klasse mit Enter, oder drücken Sie die Taste einer anderen. Jeder Schritt lässt sich rückgängig machen.',
    'Die Zählung bleibt in diesem Browser, bis Sie eine neue beginnen.',
  ],
  add: 'Felder hinzufügen',
  undo: 'Rückgängig',
  report: 'Bericht',
  back: 'Zurück zur Zählung',
  anew: 'Neue Zählung',
  anewQuestion:
    'Für eine neue Zählung wird diese gelöscht: ihre Felder und jede Entscheidung. Exportieren Sie sie vorher, wenn Sie sie behalten wollen.',
  anewConfirm: 'Löschen und neu beginnen',
  target: 'Zählen bis',
  progress: (total, target) => `${total} von ${target} weißen Zellen`,
  reading: (left) => (left === 1 ? 'Noch 1 Feld wird gelesen …' : `Noch ${left} Felder werden gelesen …`),
  read: (fields, cells) =>
    `${fields === 1 ? '1 Feld' : `${fields} Felder`} gelesen, ${cells === 1 ? '1 Zelle' : `${cells} Zellen`} gefunden.`,
  open: (open) => (open === 1 ? '1 Zelle zu beurteilen' : `${open} Zellen zu beurteilen`),
  complete: 'Die Zählung ist vollständig. Sie können weiterzählen oder den Bericht ansehen.',
  exhausted:
    'Alle gefundenen Zellen sind beurteilt. Fügen Sie weitere Felder hinzu, oder sehen Sie den Bericht an.',
  noCells:
    'In diesen Feldern wurde keine weiße Zelle gefunden. Fügen Sie weitere Felder hinzu, oder klicken Sie eine übersehene Zelle an.',
  notKept:
    'Dieser Browser bewahrt die Zählung nicht auf (sein Speicher ist voll oder gesperrt): Sie besteht, bis Sie die Seite verlassen. Exportieren Sie sie vorher.',
  elsewhere:
    'Diese Seite ist auch in einem anderen Tab offen, und der bewahrt die Zählung auf. Zählen Sie dort; oder schließen Sie ihn, dann kommt die Zählung hierher.',
  besideAnother:
    'Diese Zählung wird nicht aufbewahrt, weil schon ein anderer Tab eine aufbewahrt: Sie besteht, bis Sie die Seite verlassen. Exportieren Sie sie vorher.',
  failures: 'Ausgelassene Dateien',
  tryAgain: 'Erneut versuchen',
  sameFile: (file) => `Dies ist dasselbe Bild wie ${file}; seine Zellen werden nur einmal gezählt.`,
  undone: 'Rückgängig gemacht.',
  nothingToUndo: 'Es gibt nichts rückgängig zu machen.',

  field: {
    number: (number, of) => `Feld ${number} von ${of}`,
    previous: 'Voriges Feld',
    next: 'Nächstes Feld',
    drop: 'Dieses Feld entfernen',
    dropped: 'Feld entfernt. „Rückgängig“ holt es zurück.',
    cells: 'Zellen in diesem Feld. Die Pfeiltasten führen von Zelle zu Zelle, Enter bestätigt.',
    addCell: 'Übersehene Zelle hinzufügen',
    addHint: 'Klicken Sie eine übersehene Zelle an, um sie hinzuzufügen.',
    addByKey: 'Die Pfeiltasten bewegen das Kreuz, Enter fügt dort eine Zelle hinzu, Esc beendet.',
    cursor: (across, down) => `${across} von links, ${down} von oben`,
    added: 'Zelle hinzugefügt. Benennen Sie sie nun.',
  },

  cell: {
    number: (number, of) => `Zelle ${number} von ${of}`,
    model: (title) => `Modell: ${title}`,
    added: 'Von Hand hinzugefügt',
    addedNote:
      'Das Programm hatte diese Zelle übersehen, daher gibt es keinen Vorschlag. Drücken Sie ihre Taste.',
    yours: (call) => `Sie: ${call}`,
    open: 'noch nicht beurteilt',
    confirm: (call) => `Bestätigen: ${call}`,
    noProposal: 'Nichts zu bestätigen',
    noProposalSpoken: 'Für diese Zelle gibt es keinen Vorschlag. Drücken Sie die Taste ihrer Klasse.',
    border:
      'Der rechte oder der untere Rand schneidet diese Zelle an. Nach der üblichen Regel werden solche Zellen nicht gezählt; die am linken und am oberen Rand werden gezählt.',
    twin: (number, field) =>
      `Diese Zelle gleicht Zelle ${number} in Feld ${field}, wo sie schon gezählt wird.`,
    goToTwin: 'Jene Zelle zeigen',
    picture: 'Die Zelle, vergrößert',
    twinPicture: 'Die Zelle, der sie gleicht',
    calls: 'Ihr Urteil',
  },
  calls: {
    other: 'Andere weiße Zelle',
    erythroblast: 'Erythroblast',
    'not-a-cell': 'Keine Zelle',
    seen: 'Schon gesehen',
    border: 'Angeschnitten, nicht gezählt',
  },
  callHints: {
    other: 'unreif, atypisch, Kernschatten',
    erythroblast: 'kernhaltige rote Zelle: neben der Zählung vermerkt',
    'not-a-cell': 'Farbstoff, Thrombozyten, Schmutz',
    seen: 'in einem anderen Feld gezählt',
  },
  judged: (call, progress) => `${call}. ${progress}.`,

  keys: {
    title: 'Tasten',
    confirm: 'Vorschlag bestätigen',
    confirmKey: 'Enter',
    move: 'nächste, vorige Zelle',
    moveKey: '→ ←',
    field: 'nächstes, voriges Feld',
    fieldKey: 'Bild↓ Bild↑',
    add: 'übersehene Zelle hinzufügen',
    undo: 'rückgängig',
    undoKey: 'Strg Z',
    where: 'Die Tasten gelten, solange der Fokus im Feld oder daneben ist.',
  },

  table: {
    title: 'Differenzialblutbild',
    class: 'Klasse',
    count: 'Anzahl',
    share: 'Anteil',
    limits: '95-%-Grenzen',
    model: 'Modell',
    modelHint:
      '„Modell“ sagt, wie viele der gezählten Zellen das Modell so genannt hatte: nach seiner ersten Wahl, auch wo es unsicher war.',
    total: 'Alle weißen Zellen',
    range: (low, high) => `${low} – ${high}`,
  },

  summary: {
    title: 'Bericht über ein Differenzialblutbild',
    agreementTitle: 'Sie und das Modell',
    agreed: (agreed, of, share, range) =>
      `Sie und das Modell stimmten bei ${agreed} von ${of} Zellen überein: ${share} (95-%-Grenzen ${range}).`,
    kappa: (kappa) => `Cohens Kappa: ${kappa}.`,
    noKappa: 'Cohens Kappa hat hier keinen Wert: Alle Zellen wurden gleich benannt.',
    noAgreement: 'Noch gibt es keine Zelle, die sowohl Sie als auch das Modell benannt haben.',
    seenFirst:
      'Sie sahen das Urteil des Modells vor dem Ihren; die Übereinstimmung ist daher höher als bei zweien, die unabhängig urteilen.',
    besideTitle: 'Neben der Zählung',
    erythroblasts: (count, per) => `Erythroblasten: ${count} (${per} je 100 weiße Zellen).`,
    missed: (count) => `Weiße Zellen, die das Programm übersehen hatte: ${count}.`,
    false: (count) => `Funde des Programms, die keine Zelle sind: ${count}.`,
    unnamed: (count) => `Weiße Zellen, die das Modell nicht benannt hat: ${count}.`,
    seen: (count) => `In einem anderen Feld schon gesehene Zellen: ${count}.`,
    border: (count) => `Zellen, die ausgelassen wurden, weil der Rand sie anschneidet: ${count}.`,
    open: (count) => `Nicht beurteilte Zellen, die nicht mitgezählt sind: ${count}.`,
    limits:
      'Die Grenzen sind die von Wilson (1927) und sagen, wie weit der Zufall allein eine Zählung dieses Umfangs verschieben kann. Sie sagen nichts darüber, wie die Felder gewählt wurden.',
    save: 'Speichern oder drucken',
    classesCsv: 'Klassen als CSV',
    cellsCsv: 'Zellen als CSV',
    json: 'JSON',
    fhir: 'FHIR R4',
    print: 'Drucken',
    fhirHint:
      'Das FHIR-Bundle enthält je Klasse eine Observation mit ihrem LOINC-Code für manuelle Zählung, Status „preliminary“, und keinen Patienten.',
    fields: 'Gesichtsfelder',
    empty: 'Noch ist nichts gezählt.',
    differing: (yours, model) => `${yours} (Modell: ${model})`,
  },
};

/** @type {Texts['learn']} */
const learn = {
  title: 'Üben',
  lead: 'Erst raten. Dann sehen, was die Zelle ist, was das Modell daraus macht und worauf zu achten ist.',
  pictures: 'Bilder',
  builtIn: 'Mitgelieferte Bilder',
  builtInCredit: (credits) =>
    credits.length === 0 ? 'Alle sind gezeichnet.' : ['Einige sind gezeichnet', ...credits].join('; ') + '.',
  credit: (credit, licence) => `${credit}, ${licence}.`,
  ownCredit:
    'Von diesem Gerät. Sie bleiben hier und sind, wenn die Seite geschlossen war, erneut auszuwählen.',
  pictureCount: (count) => (count === 1 ? '1 Bild' : `${count} Bilder`),
  chooseFolder: 'Ordner wählen',
  chooseZip: 'Zip-Datei wählen',
  layout:
    'Eigene Bilder: ein Ordner oder eine Zip-Datei mit je einem Ordner für jede Klasse (neutrophil, eosinophil, basophil, lymphocyte, monocyte). Sie lassen sich auch auf diese Seite ziehen.',
  opening: 'Die Bilder werden geöffnet …',
  opened: (name, count) =>
    `${name}: ${count === 1 ? '1 Bild' : `${count} Bilder`} mit Klasse. Damit wird jetzt geübt.`,
  unknownFolders: (folders, count) =>
    `${count === 1 ? '1 Bild wurde' : `${count} Bilder wurden`} ausgelassen, weil kein Ordner darüber eine der fünf Klassen nennt: ${folders}.`,
  unknownFolder: (folder, count) => `${folder} (${count})`,
  noFolder: 'in keinem Ordner',
  moreFolders: 'und weitere',
  otherFiles: (count) =>
    `${count === 1 ? '1 Datei, die kein JPEG oder PNG ist, wurde' : `${count} Dateien, die kein JPEG oder PNG sind, wurden`} ausgelassen.`,
  noPictures:
    'Darin ist kein Bild, dessen Ordner eine der fünf Klassen nennt. Legen Sie die Bilder in Ordner namens neutrophil, eosinophil, basophil, lymphocyte und monocyte und wählen Sie den Ordner, in dem diese liegen.',
  zip: {
    'not-a-zip':
      'Das ist keine Zip-Datei. Wählen Sie eine .zip-Datei oder entpacken Sie sie und wählen Sie den Ordner.',
    damaged:
      'Die Zip-Datei ist beschädigt oder abgeschnitten. Kopieren Sie sie noch einmal oder laden Sie sie neu herunter.',
    encrypted: 'Die Zip-Datei ist mit einem Kennwort geschützt. Entpacken Sie sie und wählen Sie den Ordner.',
    zip64:
      'Die Zip-Datei ist von der Art für sehr große Dateien (Zip64), die hier nicht gelesen wird. Entpacken Sie sie und wählen Sie den Ordner.',
    'many-parts':
      'Die Zip-Datei ist nur einer von mehreren Teilen. Entpacken Sie alle gemeinsam und wählen Sie den Ordner.',
    'too-many':
      'Die Zip-Datei enthält mehr als 20.000 Dateien. Entpacken Sie sie und wählen Sie einen Teil des Ordners.',
    'too-large':
      'Diese Datei würde entpackt mehr als 64 MiB groß, was kein Bild hier braucht. Sie bleibt gepackt.',
    method:
      'Diese Datei ist auf eine Art gepackt, die hier nicht gelesen wird. Entpacken Sie die Zip-Datei und wählen Sie den Ordner.',
  },
  manifest: {
    json: 'Die eigenen Bilder dieser Website lassen sich nicht zeigen: sets/sets.json ist kein gültiges JSON. Wer die Website betreibt, kann es beheben.',
    list: (field) =>
      `Die eigenen Bilder dieser Website lassen sich nicht zeigen: In sets/sets.json muss „${field}“ eine Liste sein.`,
    text: (field) =>
      `Die eigenen Bilder dieser Website lassen sich nicht zeigen: In sets/sets.json fehlt „${field}“ oder ist kein Text.`,
    file: (field) =>
      `Die eigenen Bilder dieser Website lassen sich nicht zeigen: In sets/sets.json muss „${field}“ im Ordner sets liegen.`,
    class: (field) =>
      `Die eigenen Bilder dieser Website lassen sich nicht zeigen: In sets/sets.json muss „${field}“ neutrophil, eosinophil, basophil, lymphocyte oder monocyte lauten.`,
  },
  missingFiles: (set, count) =>
    `${set}: ${count === 1 ? '1 Bild ließ' : `${count} Bilder ließen`} sich nicht laden.`,
  guess: 'Die Zelle benennen',
  guessLead:
    'Ein Bild nach dem anderen, fünf Klassen. Was Sie verfehlen, kommt wieder: nach drei anderen und an späteren Tagen.',
  length: 'Bilder je Durchgang',
  all: 'Alle',
  start: 'Beginnen',
  goOn: 'Fortsetzen',
  pairs: 'Verwechslungspaare',
  pairsLead: 'Zwei Zellen nebeneinander, die oft verwechselt werden. Welche ist welche?',
  pair: (one, other) => `${one} – ${other}`,
  pairLacking: 'Die gewählten Bilder zeigen nicht beide.',
  progress: 'Ihr Fortschritt',
  progressLink: 'Fortschritt ansehen',
  noProgress: 'Noch nichts beantwortet.',
  progressLine: (answered, due) =>
    `${answered === 1 ? '1 Bild' : `${answered} Bilder`} bisher gesehen, ${due} davon jetzt zu wiederholen.`,
  notKept:
    'Dieser Browser bewahrt für diese Seite nichts auf (ein privates Fenster oder voller Speicher): Ihr Fortschritt hält, bis Sie die Seite schließen. Exportieren Sie ihn, um ihn zu behalten.',
  back: 'Alle Übungen',
  preparing: 'Die Bilder werden vorbereitet …',
  question: 'Welche Zelle ist das?',
  classes: 'Die fünf Klassen',
  position: (number, all) => `Bild ${number} von ${all}`,
  pairPosition: (number, all) => `Paar ${number} von ${all}`,
  again: 'noch einmal',
  score: (right, of) => `${right} von ${of} richtig`,
  picture: 'Das Bild',
  right: 'Richtig',
  wrong: 'Nicht ganz',
  answer: (word, name) => `${word}: ${name}`,
  pairAnswer: (name, side) => `${name} ${side.toLowerCase()}`,
  youSaid: (name) => `Ihre Antwort: ${name}.`,
  model: 'Das Modell',
  modelConfident: (title, percent) => `${title}, sicher (${percent})`,
  modelUnsure: (title) => `${title}: unsicher`,
  modelUnfamiliar: 'benennt keine: gleicht keiner Zelle, die es kennt',
  modelNoCell: 'fand keine weiße Blutzelle',
  modelRight: 'Es hat recht.',
  modelWrong: 'Es hat nicht recht.',
  modelOneOfTwo: 'Eine der beiden stimmt.',
  look: 'Worauf zu achten ist',
  differences: 'Was sie unterscheidet',
  feature: 'Merkmal',
  next: 'Weiter',
  finish: 'Abschließen',
  nextKey: 'Eingabe',
  unreadable: (count) =>
    count === 1
      ? '1 Bild ließ sich nicht lesen und wurde übersprungen'
      : `${count} Bilder ließen sich nicht lesen und wurden übersprungen`,
  noneReadable: 'Keines dieser Bilder ließ sich lesen. Wählen Sie andere.',
  done: 'Durchgang beendet',
  doneLine: (right, of, model) =>
    `Auf den ersten Blick hatten Sie ${right} von ${of} richtig; das Modell mit seiner ersten Wahl ${model}.`,
  donePairs: (right, of) => `Sie haben ${right} von ${of} Paaren richtig unterschieden.`,
  missed: 'Sehen Sie sich diese noch einmal an',
  missedLine: (truth, guess) => `${truth}, nicht ${guess}`,
  nothingMissed: 'Sie haben keine verfehlt.',
  oncemore: 'Noch ein Durchgang',
  pairQuestion: {
    neutrophil: 'Welche ist der neutrophile Granulozyt?',
    eosinophil: 'Welche ist der eosinophile Granulozyt?',
    basophil: 'Welche ist der basophile Granulozyt?',
    lymphocyte: 'Welche ist der Lymphozyt?',
    monocyte: 'Welche ist der Monozyt?',
  },
  left: 'Links',
  rightSide: 'Rechts',
  features: {
    nucleus: 'Kern',
    chromatin: 'Chromatin',
    cytoplasm: 'Zytoplasma',
    granules: 'Granula',
    size: 'Größe',
  },
  notes: {
    neutrophil: {
      nucleus:
        'Zwei bis fünf Segmente, durch dünne Fäden verbunden; beim Stabkernigen noch ein gebogener Stab.',
      chromatin: 'Grobschollig und verdichtet, dunkelviolett.',
      cytoplasm: 'Reichlich, blassrosa bis fast farblos.',
      granules: 'Sehr fein, rosa bis lila, wie Staub; oft nur ein Hauch.',
      size: '10 bis 15 µm, bis doppelt so groß wie ein Erythrozyt.',
    },
    eosinophil: {
      nucleus: 'Meist zwei Segmente, wie eine Brille; selten drei.',
      chromatin: 'Grobschollig und verdichtet, ähnlich wie beim Neutrophilen.',
      cytoplasm: 'Blass, zwischen den Granula kaum zu sehen.',
      granules:
        'Groß, rund, alle gleich groß, leuchtend orangerot; sie füllen die Zelle und lassen den Kern frei.',
      size: '12 bis 17 µm, etwas größer als ein Neutrophiler.',
    },
    basophil: {
      nucleus: 'Zwei oder drei plumpe Segmente, oft unter den Granula verborgen.',
      chromatin: 'Verwaschen, mit wenig Kontrast.',
      cytoplasm: 'Blass; wasserlösliche Granula können Lücken darin hinterlassen haben.',
      granules: 'Grob, ungleich, blauschwarz bis purpurn; sie liegen auch über dem Kern.',
      size: '10 bis 14 µm, der kleinste der Granulozyten.',
    },
    lymphocyte: {
      nucleus: 'Rund oder leicht eingedellt, füllt die Zelle größtenteils aus.',
      chromatin: 'Dicht, in großen glatten Schollen; Nukleolen sind kaum zu sehen.',
      cytoplasm: 'Ein schmaler Saum, klar himmelblau; breiter bei großen und reaktiven Formen.',
      granules: 'Keine, oder bei großen Lymphozyten einige rotviolette, die sich zählen lassen.',
      size: '7 bis 10 µm, etwa wie ein Erythrozyt; große Formen bis 16 µm.',
    },
    monocyte: {
      nucleus: 'Gefaltet, nieren- oder hufeisenförmig, ohne dünne Fäden.',
      chromatin: 'Locker und netzartig, blasser als bei allen anderen.',
      cytoplasm: 'Breit, trüb graublau wie Milchglas, oft mit Vakuolen.',
      granules: 'Sehr fein und staubartig, an der Grenze des Sichtbaren.',
      size: '12 bis 20 µm, die größte Zelle im normalen Blut.',
    },
  },
  tells: {
    'neutrophil-eosinophil':
      'Sehen Sie zuerst auf die Granula: einzeln, rund und orangerot beim Eosinophilen, ein feiner gleichmäßiger Hauch beim Neutrophilen. Ist der Ausstrich blass oder überfärbt, trauen Sie ihrer Größe mehr als ihrer Farbe; dann zählen Sie die Segmente: zwei sprechen für den Eosinophilen.',
    'monocyte-lymphocyte':
      'Sehen Sie auf das Chromatin: netzartig und blass beim Monozyten, in dichten Schollen beim Lymphozyten. Dann auf das Zytoplasma: trüb graublau mit Vakuolen oder klar blau. Ein großer reaktiver Lymphozyt schmiegt sich an die Erythrozyten neben ihm; die Größe allein entscheidet nichts.',
    'basophil-lymphocyte':
      'Sehen Sie auf den Umriss des Kerns: Der des Lymphozyten ist scharf und rund, der des Basophilen von Granula verdeckt. Dunkle Körner jenseits des Kerns, über dem Zytoplasma, sprechen für den Basophilen, auch wenn nur wenige übrig sind.',
  },
  progressLead:
    'Jedes Bild zählt einmal; was Sie innerhalb eines Durchgangs wiederholen, zählt nicht. Die Grenzen umfassen 95 % (Wilson).',
  table: {
    caption: 'Sie und das Modell, Klasse für Klasse',
    class: 'Klasse',
    first: 'Auf den ersten Blick',
    latest: 'Zuletzt',
    model: 'Das Modell',
    seconds: 'Ihre Zeit',
    all: 'Alle',
  },
  limits: (low, high) => `${low} bis ${high}`,
  fraction: (right, of) => `${right} von ${of}`,
  seconds: (seconds) => `${seconds} s`,
  modelNote:
    'Vom Modell zählt die erste Wahl, auch wo es sich unsicher nennt; wo es keine Klasse nennt, hat es nicht recht. Ihre Zeit ist der Median.',
  pairsTable: 'Unterschiedene Verwechslungspaare',
  boxes: 'Fächer',
  boxesLead:
    'Was Sie richtig benennen, rückt ein Fach weiter und ruht länger; was Sie verfehlen, beginnt wieder im ersten (Lernkartei nach Leitner).',
  rest: (days) => (days === 0 ? 'sofort' : days === 1 ? 'nach 1 Tag' : `nach ${days} Tagen`),
  box: (number) => `Fach ${number}`,
  mistakes: 'Ihre häufigsten Verwechslungen auf den ersten Blick',
  mistake: (truth, guess) => `${truth} verwechselt mit: ${guess}`,
  hardest: 'Die schwierigsten Bilder',
  missedShare: (missed, of) => `${missed} von ${of} Mal verfehlt`,
  summary: 'Abgeben oder aufbewahren',
  learner: 'Name auf der Zusammenfassung (freiwillig, wird nicht aufbewahrt)',
  print: 'Drucken',
  csv: 'Tabelle (CSV)',
  json: 'Fortschritt exportieren (JSON)',
  import: 'Fortschritt importieren',
  wipe: 'Fortschritt löschen',
  wipeQuestion:
    'Alle Ihre Antworten aus diesem Browser löschen? Exportieren Sie sie vorher, falls Sie sie vielleicht noch brauchen.',
  wipeConfirm: 'Löschen',
  wiped: 'Ihr Fortschritt wurde gelöscht.',
  imported: (count) =>
    count === 1 ? '1 neue Antwort wurde importiert.' : `${count} neue Antworten wurden importiert.`,
  progressFile: {
    json: 'Diese Datei ist kein gültiges JSON. Wählen Sie eine, die hier exportiert wurde.',
    format: 'Diese Datei enthält keinen Lernfortschritt. Wählen Sie eine, die hier exportiert wurde.',
    version:
      'Diese Datei stammt aus einer anderen Version der Seite, die diese nicht lesen kann. Laden Sie die Seite neu.',
    field: (field) =>
      `Diese Datei ist beschädigt: „${field}“ fehlt oder ist falsch. Es wurde nichts importiert.`,
  },
  printed: (day) => `HematoVision, Lernübersicht vom ${day}`,
};

/** @type {Texts['offline']} */
const offline = {
  storing: 'Wird für die Nutzung ohne Netz aufbewahrt …',
  ready: 'In diesem Browser aufbewahrt: öffnet sich auch ohne Netz.',
  failed:
    'Die Seite konnte nicht für die Nutzung ohne Netz aufbewahrt werden. Laden Sie sie neu, um es noch einmal zu versuchen.',
  singleFile: 'Diese eine Datei enthält alles: Sie braucht kein Netz.',
  update:
    'Eine neue Version ist bereit. Um sie zu verwenden, wird die Seite neu geladen: Eine laufende Zählung bleibt erhalten, die Bilder unter „Bestimmen“ nicht.',
  updateNow: 'Jetzt aktualisieren',
  later: 'Später',
};

/** @type {Texts['about']} */
const about = {
  title: 'Über HematoVision',
  lead: 'Ein Programm für weiße Blutzellen in gefärbten Ausstrichen, das ganz in Ihrem Browser läuft: Kein Server liest Ihre Bilder, und keiner wird gebraucht.',
  contents: 'Auf dieser Seite',

  stages: {
    title: 'So funktioniert es',
    lead: 'Fünf Schritte in dieser Reihenfolge; jeder baut auf dem Ergebnis des vorigen auf.',
    steps: [
      {
        name: 'Lesen',
        text: 'Das Bild wird dekodiert und aufrecht gestellt; ungleiches Licht und eine schwache oder starke Färbung werden ausgeglichen.',
      },
      {
        name: 'Finden',
        text: 'Ein kleines Netz sucht weiße Blutzellen und rahmt jede ein. Die Erythrozyten verraten den Maßstab.',
      },
      {
        name: 'Ausschneiden',
        text: 'Um jede Zelle wird ein Quadrat ausgeschnitten, etwas breiter als ihr Rahmen, und auf eine Größe gebracht, die für alle gleich ist.',
      },
      {
        name: 'Bestimmen',
        text: 'Ein größeres Netz vergleicht, was es sieht, mit den Zellen, an denen es gelernt hat.',
      },
      {
        name: 'Antworten',
        text: 'Mit der Größe der Zelle kalibrierte Wahrscheinlichkeiten und ein Urteil: sicher, unsicher oder unbekannt.',
      },
    ],
    note: 'Es kennt fünf Klassen und weiß nichts über den Menschen, von dem das Blut stammt. Auch „unsicher“ und „unbekannt“ sind Antworten: Dort sollen Sie selbst hinsehen.',
  },

  measured: {
    title: 'Wie gut ist es?',
    lead: 'Gemessen mit dem Programm, das hier läuft, an Bildern, an denen das Modell nicht gelernt hat. Der Punkt ist der gemessene Wert, die Linie sein 95‑%‑Intervall: Mit anderen Bildern derselben Art wäre der Wert innerhalb dieser Spanne zu erwarten. „Kreuzvalidiert“ ist jedes Bild bei einem von vier Netzen, die wie dieses gelernt haben, aber ohne sein Gesichtsfeld oder seinen Objektträger. „Nie gesehen“ ist jedes Labor bei einem Netz, das ohne das ganze Labor gelernt hat: So viel ist bei Ihrem zu erwarten.',
    influence:
      'Nur die Testbilder von Kaggle hatten keinen Einfluss auf das Modell: Die übrigen halfen, seine Wahrscheinlichkeiten und Schwellen einzustellen, und Fehler bei Raabin und BCCD zeigten, wie die gezeichneten Zellen, an denen es gelernt hat, aussehen sollten. Ein nie gesehenes Labor wird mit Schwellen beurteilt, die allein die anderen gesetzt haben. Dies und die Kreuzvalidierung wurde gemessen, bevor die Größe einer Zelle mitzählte.',
    expect:
      'Erwarten Sie weniger bei einer Färbung, einer Kamera oder einem Labor, die das Modell nicht kennt.',
    missing:
      'Die gemessenen Werte konnten nicht geladen werden. Laden Sie die Seite neu, um es noch einmal zu versuchen.',
    none: 'nicht gemessen',
    table: 'Dasselbe als Tabelle',
    columns: { row: 'Bilder', value: 'Gemessen', interval: '95‑%‑Intervall', of: 'Gezählt' },
    interval: (low, high) => `${low} bis ${high}`,
    charts: {
      accuracy_per_group: {
        title: 'Richtig, jede Gruppe einmal gezählt',
        note: 'Bilder einer Gruppe (eines Gesichtsfeldes, eines Objektträgers) zeigen dieselben oder ähnliche Zellen.',
      },
      confident: {
        title: 'Sicher in der Antwort',
        note: 'Der Anteil der Bilder mit diesem Urteil, jedes Bild einmal gezählt.',
      },
      right_when_confident: {
        title: 'Richtig, wo es sicher war',
        note: 'Jedes Bild einmal gezählt. Der Rest wurde mit Sicherheit falsch benannt: Darauf ist zu achten.',
      },
      recall: {
        title: 'Richtig, nach Klassen',
        note: 'Von den Zellen einer Klasse der Anteil, der so benannt wird, jedes Bild einmal gezählt.',
      },
    },
    choose: 'Bilder',
    sets: {
      'Kaggle TEST': 'Kaggle, Testbilder',
      'BCCD, fields kept out': 'BCCD, zurückgehaltene Gesichtsfelder',
      'PBC, cells kept out': 'PBC, zurückgehaltene Zellen',
      'Raabin, slides kept out': 'Raabin, zurückgehaltene Objektträger',
      'BCISC, slides kept out': 'BCISC, zurückgehaltene Objektträger',
      'BCCD, cross-validated by field': 'BCCD, kreuzvalidiert',
      'PBC, cross-validated by picture': 'PBC, kreuzvalidiert',
      'Raabin, cross-validated by slide': 'Raabin, kreuzvalidiert',
      'BCISC, cross-validated by slide': 'BCISC, kreuzvalidiert',
      'BCCD, never seen': 'BCCD, nie gesehen',
      'PBC, never seen': 'PBC, nie gesehen',
      'Raabin, never seen': 'Raabin, nie gesehen',
      'BCISC, never seen': 'BCISC, nie gesehen',
    },
    groups: {
      field: (count) => `${count} Gesichtsfelder`,
      slide: (count) => `${count} Objektträger`,
      patient: (count) => `${count} Patienten`,
    },
    files: (count) => (count === '1' ? '1 Bild' : `${count} Bilder`),
  },

  privacy: {
    title: 'Ihre Bilder bleiben bei Ihnen',
    paragraphs: [
      'Ihr Browser liest sie auf diesem Gerät. Sie werden nirgendwohin gesendet. Was Sie zählen und lernen, bleibt allein in diesem Browser. Die Seite setzt kein Cookie und zählt keinen Besuch; der Server, von dem ihre Dateien kommen, kann wie jeder Server vermerken, dass sie abgerufen wurden.',
      'Das müssen Sie nicht glauben. So können Sie es prüfen:',
    ],
    checks: [
      {
        name: 'Trennen Sie das Netz.',
        text: 'Ziehen Sie, sobald die Seite geladen ist, das Kabel oder schalten Sie den Flugmodus ein, und arbeiten Sie weiter. Alles funktioniert.',
      },
      {
        name: 'Sehen Sie zu.',
        text: 'Öffnen Sie die Entwicklerwerkzeuge Ihres Browsers (meist F12), wählen Sie „Netzwerk“ und lesen Sie ein Bild ein: Es erscheint keine Zeile.',
      },
      {
        name: 'Lesen Sie die Regel, unter der die Seite läuft.',
        text: 'Die Seite trägt eine Richtlinie, die der Browser durchsetzt, was auch immer das Programm darin versucht:',
      },
    ],
    policyOnline:
      'In Worten: Nur die eigenen Dateien dieser Seite dürfen geladen werden („self“); an jede andere Adresse kann sie nichts senden, und kein Formular kann abgeschickt werden.',
    policySingle:
      "In Worten: keine Verbindung, wohin auch immer („connect-src 'none'“), und nur die Skripte in dieser Datei, an ihren Prüfsummen erkannt, dürfen laufen.",
  },

  offline: {
    title: 'Ohne Netz',
    installed:
      'Beim ersten Laden bewahrt dieser Browser die ganze Seite auf; die Zeile an ihrem Fuß sagt, wann das getan ist. Von da an öffnet sie sich ohne Netz, und Ihr Browser bietet vielleicht an, sie wie ein Programm zu installieren. Gibt es eine neue Version, so fragt sie vor dem Wechsel.',
    file: 'Oder nehmen Sie sie als eine einzige Datei mit: Sie öffnet sich durch Doppelklick, auch von einem USB-Stick, und verbietet sich selbst jede Verbindung.',
    download: 'HematoVision als eine Datei speichern',
    single:
      'Dies ist die einzelne Datei: Sie enthält alles. Kopieren Sie sie, wohin Sie sie brauchen; was Sie zählen und lernen, bleibt im Browser des Geräts.',
  },

  model: {
    title: 'Ein eigenes Modell verwenden',
    lead: 'Jeder Bildklassifikator als TensorFlow-Lite-Datei (.tflite, float32 oder int8, ein Eingang mit drei Farben). Ziehen Sie die Datei auf diese Seite, während sie diese Ansicht zeigt, oder wählen Sie sie aus. Sie bleibt auf diesem Gerät wie Ihre Bilder.',
    how: 'Klassennamen, Skalierung und Schwellen stehen in den Metadaten der Datei. Fehlen sie, so gilt das ganze Bild als eine Zelle, mit Bytes von −1 bis 1 skaliert; die Namen der Klassen können Sie eingeben.',
    choose: 'Modell auswählen',
    inUse: 'Verwendet wird',
    own: 'das Modell von HematoVision',
    loading: 'Das Modell wird geladen …',
    trying: 'Das Modell wird an einem Beispiel erprobt …',
    loaded: (file, classes) =>
      `${file} wird verwendet: ${classes === 1 ? '1 Klasse' : `${classes} Klassen`}. Die Werte oben gelten nicht für dieses Modell.`,
    loadedUnread: (file) =>
      `${file} wird verwendet. In den Beispielen fand sich damit keine Zelle, daher sind die Klassen noch nicht bekannt. Die Werte oben gelten nicht für dieses Modell.`,
    refused: (file, sentence) =>
      `${file} wurde nicht übernommen; das vorige Modell bleibt in Gebrauch. ${sentence}`,
    fails: (file, sentence) =>
      `${file} wurde geladen, scheiterte aber an einem Beispiel; das Modell von HematoVision ist wieder in Gebrauch. ${sentence}`,
    noModelFile: 'Darin ist keine .tflite-Datei. Speichern Sie das Modell zuerst als TensorFlow-Lite-Datei.',
    several: 'Das ist mehr als eine Datei. Wählen Sie ein Modell aus.',
    unreadable: 'Die Datei konnte nicht geöffnet werden. Prüfen Sie Namen und Zugriffsrechte.',
    back: 'Zurück zum Modell von HematoVision',
    backDone: 'Das Modell von HematoVision ist wieder in Gebrauch.',
    untilReload: 'Es wird verwendet, bis die Seite neu geladen wird.',
    names: 'Namen der Klassen',
    namesHint: 'Einer je Zeile, in der Reihenfolge des Modellausgangs.',
    useNames: 'Diese Namen verwenden',
    namesUsed: 'Diese Namen werden von jetzt an verwendet.',
    namesCount: (wanted, given) =>
      `Das Modell hat ${wanted === 1 ? '1 Klasse' : `${wanted} Klassen`}, hier ${given === 1 ? 'steht 1 Name' : `stehen ${given} Namen`}. Schreiben Sie einen Namen je Zeile.`,
    namesTwice: (name) => `„${name}“ steht doppelt da. Geben Sie jeder Klasse einen eigenen Namen.`,
    namesLong: (most, name) => `„${name}…“ hat mehr als ${most} Zeichen. Kürzen Sie den Namen.`,
  },

  versions: {
    title: 'Versionen',
    lead: 'Was hier genau läuft. Die langen Zahlen sind SHA-256-Prüfsummen: Dieselbe Zahl bedeutet dieselben Bytes.',
    version: 'Version',
    build: 'Stand',
    module: 'Programm',
    model: 'Modell',
    detector: 'Zelldetektor',
    unknown: 'unbekannt',
    relaxed: 'Relaxed SIMD',
    simd: 'SIMD fester Breite',
  },

  licences: {
    title: 'Lizenzen',
    text: 'Freie Software unter der Apache-Lizenz 2.0. Was eingebunden ist, die vortrainierten Gewichte und die Daten haben eigene Lizenzen.',
    link: 'Lizenzen und Hinweise',
  },
};

/** @type {Texts} */
export const texts = { app, core, classify, count, learn, about, offline };
