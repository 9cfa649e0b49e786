# Nobody who speaks Samoan as their mother tongue has read this yet.
months = Ianuari Fepuari Mati ʻAperila Mē Iuni Iulai ʻAokuso Setema ʻOketopa Novema Tesema
day = { $day } { $month } { $year }
no-time = leai se aso
quarter-hour = { $clock }
span-seconds = { $count ->
    [one] { $count } sekone
   *[other] { $count } sekone
}
span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minute
}
span-hours = { $count ->
    [one] { $count } itūlā
   *[other] { $count } itūlā
}
span-days = { $count ->
    [one] { $count } aso
   *[other] { $count } aso
}
days = { $count ->
    [one] { $count } aso
   *[other] { $count } aso
}
money = { $amount } { $currency }
smallest-units = o le vaega aupito laʻititi
energy-token = Wh o le laina eletise { $grid }
kwh = { $amount } kWh
percent = { $share }%
skip = Alu i mea o i totonu
navigation = I fea
view-home = ʻĀiga
view-decide = Palota
view-people = Tagata
view-market = Māketi
view-credentials = Tomai
view-network = Fesoʻotaiga
view-outbox = Lafo
view-key = Aʻu
remove = Aveʻese
link-damaged = E lē o ʻātoa lenei sootaga. Toe fai atu mo se isi.
link-down = E leai se fesoʻotaiga. O loʻo e vāʻai i mea na vāʻaia muamua e lenei masini.
page-newer = Ua iai se itūlau fou.
page-reload = Faʻaaogā
page-unsigned = O loʻo ofo mai e le sēva se itūlau e leʻi sainia e ē na faia lenei itūlau. E lē suia lau itūlau. Taʻu i lau failautusi.
looking = O loʻo vāʻai …
look-again = Toe vāʻai
age-now = Faʻatoʻā vāʻaia nei, poloka { $block }
age = Na vāʻaia i le { $span } ua mavae, poloka { $block }
age-odd = Na faʻapea le uati a Vaka o le { $time }: ua tū Vaka, pe ua sesē le uati a lenei masini.
trouble-down = E leai se tali. Atonu e leai se fesoʻotaiga.
trouble-stale = Ua suia Vaka. Ua tuai lenei itūlau.
trouble-wrong-chain = O lenei sēva e ona se isi fesoʻotaiga. E leai se mea e lafo i ai.
trouble-nonsense = O le tali a le sēva e lē mafai ona moni.
trouble-not-offered = E leʻi tali mai lenei hub i lena fesili.
trouble-unknown = E lē iloa e le hub lena mea.
trouble-not-signed-in = Tatala lau kī, ona taʻu atu lea e le hub: e tatau ona ia iloa o ʻoe lava.
trouble-not-yours = E naʻo lē e ona lenei mea e taʻu i ai e le hub.
trouble-busy = O loʻo pisi le hub, pe faʻatoʻā amata. Toe taumafai mulimuli ane.
bad-empty = Faʻamolemole faʻatumu lenei.
bad-number = E lē o se numera lenei.
bad-fine = E laʻititi tele lenei nai lō le vaega aupito laʻititi o iai.
bad-negative = E lē tatau ona itiiti ifo i le selo lenei.
bad-zero = E tatau ona sili atu i le selo lenei.
bad-address = E lē o se tuātusi lenei o lenei fesoʻotaiga. Toe vāʻai i ai, mataʻitusi ma le mataʻitusi.
bad-date = E lē o se aso lenei.
bad-days = E tatau ona i le va o le 1 ma le { $most } aso.
bad-too-long = E umi tele lenei.
bad-hex = E lē o se hexadecimal lenei (0x…).
bad-call = E lē talia lena mea e Vaka: { $field }.
bad-call-unknown = E lē iloa e lenei itūlau lena poloaiga, o lea e te lē mafai ai ona faitau i le mea o loʻo e fai atu ai.
bad-queue = Ua tele mea o loʻo faʻatali e lafo, pe o loʻo lafo e se isi itūlau. Vāʻai i le Lafo.
bad-store = E leai se mea e teu e lenei polokalama o le initaneti. Faʻaavanoa se avanoa ma toe taumafai.
amount-in = E fia ({ $currency })
address = Tuātusi
member-number = Numera o le sui
you-have = O loʻo iā te ʻoe
needs-key = E manaʻomia mo lenei mea se kī e ona ʻoe.
needs-pin = E tatau ona tatala lau kī mo lenei mea.
needs-first-look = E tatau ona vāʻai muamua lenei masini i le fesoʻotaiga i se taimi e tasi.
only-members = E naʻo sui e mafai ona faia lenei mea.
pin = PIN
pin-open = Tatala laʻu kī
pin-passkey = Tatala i le tamaʻilima po o foliga
pin-working = O loʻo taumafaia le PIN
pin-wrong = E lē o le PIN lena.
pin-wrong-wait = E lē o le PIN lena. Faʻatali i le { $wait } ona e toe taumafai lea.
pin-soon = Ua tele PIN sesē. Faʻatali i le { $wait }.
pin-no-key = E leai se kī i lenei masini.
pin-there-is = Ua iai se kī i lenei masini.
pin-no-passkey = E leʻi tatalaina e lenei masini i le tamaʻilima po o foliga. Faʻaaogā le PIN.
pin-damaged = Ua faʻaleagaina le mea o loʻo teuina iinei. ʻAumai au upu e sefululua.
key-make = Fai laʻu kī
lost-phone = Ua leiloa laʻu telefoni
outbox-count = { $count ->
    [one] { $count } o loʻo faʻatali
   *[other] { $count } o loʻo faʻatali
}
part-missing = E leʻi iai lenei vaega o le itūlau i lenei masini, ma e leai se fesoʻotaiga.
