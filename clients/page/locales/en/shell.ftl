months = January February March April May June July August September October November December
day = { $day } { $month } { $year }
no-time = no date
quarter-hour = { $clock }
span-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
span-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
money = { $amount } { $currency }
smallest-units = of the smallest unit
energy-token = Wh of grid { $grid }
kwh = { $amount } kWh
percent = { $share }%
skip = Go to the content
navigation = Where to
view-home = Home
view-decide = Decide
view-people = People
view-market = Market
view-credentials = Skills
view-network = Network
view-outbox = Sent
view-key = Me
remove = Remove
link-damaged = This link is not complete. Ask for it again.
link-down = No network. You see what this device saw before.
page-newer = A newer page is here.
page-reload = Use it
page-unsigned = The server offers a page that was not signed by those who make this one. Yours stays as it is. Tell your clerk.
looking = Looking …
look-again = Look again
age-now = Seen just now, block { $block }
age = Seen { $span } ago, block { $block }
age-odd = The chain’s clock said { $time }: the chain stands still, or this device’s clock is wrong.
trouble-down = Nobody answers. There may be no network.
trouble-stale = The chain has changed. This page is too old for it.
trouble-wrong-chain = This server belongs to another network than yours. Nothing is sent to it.
trouble-nonsense = The server answered something that cannot be.
trouble-not-offered = This hub does not answer that yet.
trouble-unknown = The hub knows of no such thing.
trouble-not-signed-in = Open your key, and the hub tells you this: it must know that it is you.
trouble-not-yours = The hub tells this to the owner alone.
trouble-busy = The hub is busy, or has just begun. Try again later.
bad-empty = Please fill this in.
bad-number = This is not a number.
bad-fine = This is finer than the smallest part there is.
bad-negative = This must not be less than zero.
bad-zero = This must be more than zero.
bad-address = This is not an address of this network. Look at it again, letter by letter.
bad-date = This is not a date.
bad-days = This must be from 1 to { $most } days.
bad-too-long = This is too long.
bad-hex = This is not hexadecimal (0x…).
bad-call = The chain does not take that: { $field }.
bad-call-unknown = This page does not know that call, so you could not read what you ask for.
bad-queue = Too much is waiting to be sent, or another page is sending. Look under Sent.
bad-store = This browser does not keep anything. Free some space, and try again.
amount-in = How much ({ $currency })
address = Address
member-number = Member number
you-have = You have
needs-key = For this you need a key of your own.
needs-pin = For this your key must be open.
needs-first-look = This device must see the network once before.
only-members = Only members can do this.
pin = PIN
pin-open = Open my key
pin-passkey = Open by finger or face
pin-working = The PIN is being tried
pin-wrong = This is not the PIN.
pin-wrong-wait = This is not the PIN. Wait { $wait } before you try again.
pin-soon = Too many wrong PINs. Wait { $wait }.
pin-no-key = There is no key on this device.
pin-there-is = There is a key on this device already.
pin-no-passkey = This device did not open it by finger or face. Use the PIN.
pin-damaged = What is stored here is damaged. Bring your twelve words.
key-make = Make my key
lost-phone = I lost my phone
outbox-count = { $count ->
    [one] { $count } waits
   *[other] { $count } wait
}
part-missing = This part of the page is not on this device yet, and there is no network.
