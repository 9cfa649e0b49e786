chain = The chain
chain-best = Newest block
chain-final = Newest final block
chain-runtime = Version
chain-genesis = First block
finality-behind = Nothing becomes final now. What is done may still be undone.
validators = Who keeps the network
validators-what = Each of these writes blocks in turn. They are people’s machines, by vote.
validator-of = Of village { $village }.
validator-active = At work.
validator-waits = Not at work now.
validator-disabled = Stopped, because it said two things at once.
validator-blocks = { $blocks ->
    [one] { $blocks } block in this session
   *[other] { $blocks } blocks in this session
}
validators-cap = A village has more of them than the others allow. The vote can change that.
validators-next = { $count ->
    [one] Next there will be one.
   *[other] Next there will be { $count }.
}
hub = The hub
hub-what = The hub remembers what the chain forgets, and serves this page.
hub-condition = It is
hub-well = well
hub-catchingUp = catching up
hub-stale = behind
hub-troubled = in trouble
hub-stopped = stopped
hub-height = It has read up to block
hub-age = That block’s age
hub-gaps = { $gaps ->
    [one] There is a stretch of time that it knows nothing of.
   *[other] There are { $gaps } stretches of time that it knows nothing of.
}
compare = Compare with another hub
compare-what = One hub could lie. Two that nobody keeps together hardly tell the same lie.
compare-address = The other hub’s address
compare-hint = Beginning with https. Your hub’s operator says which ones this page may ask.
compare-go = Compare
compare-no-address = This is no address.
compare-trouble = One of the two does not answer, or this page may not ask it.
compare-same = { $lag ->
    [0] Both tell the same, up to the same block.
    [one] Both tell the same. One is { $lag } block behind.
   *[other] Both tell the same. One is { $lag } blocks behind.
}
compare-another-chain = The other hub belongs to another network.
compare-another-block = They tell different things of block { $height }. One of them was lied to. Ask those who run them, and sign nothing of weight until then.
compare-other-validators = They name different validators. Ask those who run them.
