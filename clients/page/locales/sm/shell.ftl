# Nobody who speaks Samoan as their mother tongue has read this yet.
months = Ianuari Fepuari Mati Aperila Me Iuni Iulai Aokuso Setema Oketopa Novema Tesema
day = { $day } { $month } { $year }
span-seconds = { $count ->
    [one] { $count } sekone
   *[other] { $count } sekone
}
span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minute
}
span-hours = { $count ->
    [one] { $count } itula
   *[other] { $count } itula
}
span-days = { $count ->
    [one] { $count } aso
   *[other] { $count } aso
}
skip = Alu i mea o i totonu
navigation = I fea
view-home = Aiga
view-decide = Palota
view-people = Tagata
view-market = Maketi
view-credentials = Tomai
view-network = Fesootaiga
view-outbox = Lafo
view-key = A’u
looking = Olo’o vaai …
look-again = Toe vaai
age-now = Na vaaia nei, poloka { $block }
age = Na vaaia { $span } ua mavae, poloka { $block }
link-down = E leai se fesootaiga. O loo e vaai i mea na vaaia muamua.
trouble-down = E leai se tali. Atonu e leai se fesootaiga.
bad-empty = Faamolemole faatumu lenei.
bad-number = E le o se numera lenei.
pin = PIN
pin-open = Tatala la’u ki
pin-wrong = E le o le PIN lena.
welcome = Talofa
welcome-what = O Vaka o le fesootaiga a lo outou motu: eletise, palota, maketi. E leai se isi e ona, ua na o tagata.
welcome-key = Amata: fai la’u ki
welcome-words = E iai a’u upu e sefululua
welcome-lost = Ua leiloa la’u telefoni
language = Gagana
language-unreviewed = E le’i faitauina lenei e se tagata o lana gagana moni. O mea o misi o loo i le faa-Igilisi.
outbox-none = E leai se mea o faatali.
outbox-send = Lafo
state-done = Ua uma.
vote-Aye = Ioe
vote-Nay = Leai
vote-Abstain = Le palota
vote-cast-Aye = Ioe
vote-cast-Nay = Leai
vote-cast-Abstain = Le palota
decide-vote = E palota ai
meter-number = Numera o le mita
meter-show = Faaali mai
top-up = Faatumu
