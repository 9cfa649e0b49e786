# Nobody who speaks Samoan as their mother tongue has read this yet.
chain = O Vaka
chain-best = Poloka aupito fou
chain-final = Poloka mautū aupito fou
chain-runtime = Lomiga
chain-genesis = Uluaʻi poloka
finality-behind = E leai se mea ua mautū i le taimi nei. O mea na fai e ono toe tatala.
validators = O ē tausia le fesoʻotaiga
validators-what = E taʻitasi ia ma tusi poloka i lona taimi. O masini a tagata, na filifilia i le palota.
validator-of = O le nuʻu { $village }.
validator-active = O loʻo galue.
validator-waits = E lē o galue i le taimi nei.
validator-disabled = Ua taofia, auā na ia fai mai mea e lua e feteenaʻi.
validator-blocks = { $blocks ->
    [one] { $blocks } poloka i lenei vaitau
   *[other] { $blocks } poloka i lenei vaitau
}
validators-cap = O loʻo iai se nuʻu ua sili atu ana masini nai lō le mea e faʻatagaina e isi nuʻu. E mafai e le palota ona suia.
validators-next = { $count ->
    [one] O le isi vaitau e toʻatasi.
   *[other] O le isi vaitau e toʻa{ $count }.
}
hub = O le hub
hub-what = O le hub e manatua mea ua galo iā Vaka, ma e saunia mai ai lenei itūlau.
hub-condition = O lona tulaga
hub-well = lelei
hub-catchingUp = o loʻo faitau mea ua misi
hub-stale = ua tuai
hub-troubled = ua iai se faʻafitauli
hub-stopped = ua tū
hub-height = Ua faitau seʻia oʻo i le poloka
hub-age = O le matua o lena poloka
hub-gaps = { $gaps ->
    [one] E tasi le vaitaimi e leai se mea na te iloa ai.
   *[other] E { $gaps } vaitaimi e leai se mea na te iloa ai.
}
compare = Faʻatusa i se isi hub
compare-what = E ono pepelo se hub e tasi. O hub e lua e lē tausia e le tagata e tasi e faigatā ona tutusa le la pepelo.
compare-address = O le tuātusi o le isi hub
compare-hint = E amata i le https. E taʻu atu e lē na te faʻagaoioia lau hub po o ā hub e mafai ona fesili i ai lenei itūlau.
compare-go = Faʻatusa
compare-no-address = E lē o se tuātusi lenei.
compare-trouble = E lē tali mai se tasi o nei hub e lua, pe e lē faʻatagaina lenei itūlau e fesili i ai.
compare-same = { $lag ->
    [0] E tutusa le la tala, seʻia oʻo i le poloka e tasi.
    [one] E tutusa le la tala. E { $lag } le poloka e tuai ai le tasi.
   *[other] E tutusa le la tala. E { $lag } poloka e tuai ai le tasi.
}
compare-another-chain = O le isi hub e ona se isi fesoʻotaiga.
compare-another-block = E eseese le la tala i le poloka { $height }. Na pepelo se isi i se tasi o i laʻua. Fesili i ē faʻagaoioia, ma ʻaua le sainia se mea taua seʻia iloa.
compare-other-validators = E eseese ē tausia le fesoʻotaiga o loʻo la taʻua. Fesili i ē faʻagaoioia.
