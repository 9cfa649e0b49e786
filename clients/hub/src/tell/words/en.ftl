# Messages to owners. Each is one short message of a phone, 160 letters at most, without links: whoever reads it knows
# where the village's page is.
code-subject = Your code
code = { $code } is your code for messages of the village's hub. If you did not ask for it, do nothing.
credit-low-subject = Credit is low
credit-low = Meter { $meter } has { $credit } of credit left. Top it up before it is used up.
arrears-subject = Your meter owes money
arrears = Meter { $meter } owes { $arrears }. It may disconnect until that is paid.
vote-ends-subject = A vote ends soon
vote-ends = { $hours ->
    [one] The vote on petition { $petition } ends within the hour, and you have not voted.
   *[other] The vote on petition { $petition } ends in { $hours } hours, and you have not voted.
}
pickup-subject = An order to pick up
pickup = { $hours ->
    [0] Order { $order } is to be picked up now. Bring your code.
    [one] Order { $order } is to be picked up within the hour. Bring your code.
   *[other] Order { $order } is to be picked up in { $hours } hours. Bring your code.
}
