#!/usr/bin/env python3
"""Two days of two Pacific microgrids, as their meters would have registered them.

    python make_profiles.py               write profiles.json and the generated part of PROVENANCE.md
    python make_profiles.py --check       regenerate, compare byte for byte, and check that the data make sense
    python make_profiles.py --check-data  only the latter, and the checksum; needs no package beside Python

Every minute of every meter is simulated: load (an appliance model on top of the BDEW profiles of demandlib) and PV
(pvlib, under a stochastic cloud field). Import and export are accumulated separately within a slot, as a meter at the
connection point does, so a slot can have both. PROVENANCE.md says what is measured and what is modelled.
"""

import argparse
import hashlib
import json
import math
import pathlib
import sys
import zlib

HERE = pathlib.Path(__file__).resolve().parent
PROFILES = HERE / "profiles.json"
PROVENANCE = HERE / "PROVENANCE.md"
BEGIN, END = "<!-- generated: begin -->", "<!-- generated: end -->"

SEED = 20251017
SLOT_S = 900
DAYS = 2
SLOTS = DAYS * 96
MINUTES = DAYS * 1440
MIN_PER_SLOT = SLOT_S // 60

# Nuku'alofa, Tongatapu. The days are a Friday (school and shop open) and a Saturday, local time.
LAT, LON, ALT_M, TZ = -21.135, -175.200, 3, "Pacific/Tongatapu"
START_LOCAL = "2025-10-17T00:00:00+13:00"
START_UNIX = 1760612400
# BDEW profiles are German: October in Tonga is spring, so April's profile, a Friday and a Saturday too.
BDEW_START = "2025-04-11 00:00"

GRIDS = [
    {"name": "Niu village", "wind_offset_m": 0},
    {"name": "Moana village", "wind_offset_m": 6000},
]

# name, kind, breaker W, PV kWp (0: none), roof tilt, roof azimuth (0: north), H25 kWh a day, appliances (see
# APPLIANCES; F fridge, Z freezer, A air conditioning), ask tick, bid tick, owed energy first.
# Breakers are 20 A, 25 A, 32 A, 40 A and 63 A at 230 V. No meter of a house without PV can export; its ask is null.
# A null ask with PV: everything unsold, for the bank. A null bid: buys from the operator only.
METERS = [
    [  # grid 0: much PV
        ("talo",     "household",  5750, 3.0, 18,   5, 1.9, "FZ kmrtlwpf",   12, 40, False),
        ("ufi",      "household",  4600, 2.0, 12, -25, 1.3, "F krtlpf",      8, 36, False),
        ("kumala",   "household",  4600, 1.5, 15,  40, 1.1, "F krtlf",       20, 30, True),
        ("niu",      "household",  7360, 5.0, 20, -10, 2.8, "FZA kmhtlwpis", 16, 52, False),
        ("mei",      "household",  5750, 2.5, 10,  15, 1.7, "FZ krtlwpf",    24, 44, False),
        ("fekika",   "household",  4600, 1.0, 22,  60, 0.9, "F ktlf",        30, 26, True),
        ("lesi",     "household",  5750, 3.5, 14, -40, 2.1, "FZ kmrtlwif",   None, 38, True),
        ("siaine",   "household",  5750, 4.0, 16,   0, 2.3, "FZ kmhtlwpf",   10, 48, False),
        ("nonu",     "household",  4600, 2.0, 25, -75, 1.4, "F krtlpi",      18, 33, False),
        ("hopa",     "household",  4600, 0.0,  0,   0, 1.0, "F krtl",        None, 28, False),
        ("moli",     "household",  4600, 0.0,  0,   0, 1.5, "FZ krtlwf",     None, 42, False),
        ("tava",     "household",  5750, 0.0,  0,   0, 1.8, "F khtlwpif",    None, 57, False),
        ("ako",      "school",     9200, 5.0, 10,   0, 0.0, "F kp",          6, 50, True),
        ("loki-ika", "cold_store", 14490, 0.0, 0,   0, 0.0, "",              None, 46, False),
    ],
    [  # grid 1: little PV
        ("atu",      "household",  5750, 3.0, 15,  10, 1.8, "FZ kmrtlwpf",   14, 41, False),
        ("valu",     "household",  5750, 4.0, 20, -15, 2.2, "FZ khtlwpf",    22, 50, False),
        ("nofu",     "household",  4600, 2.0, 12,  55, 1.4, "F krtlpf",      28, 35, True),
        ("ume",      "household",  4600, 1.5, 18, -30, 1.2, "F krtlf",       None, 32, True),
        ("palu",     "household",  4600, 0.0,  0,   0, 1.3, "F krtlpf",      None, 45, False),
        ("kanahe",   "household",  4600, 0.0,  0,   0, 0.8, "ktl",           None, 24, False),
        ("malau",    "household",  5750, 0.0,  0,   0, 1.9, "FZ kmrtlwif",   None, 54, False),
        ("humu",     "household",  4600, 0.0,  0,   0, 1.1, "F krtlf",       None, None, False),
        ("lupo",     "household",  7360, 0.0,  0,   0, 2.5, "FZA kmhtlwps",  None, 60, False),
        ("feke",     "household",  4600, 0.0,  0,   0, 1.6, "F krtlwpi",     None, 38, False),
        ("hakula",   "household",  5750, 0.0,  0,   0, 2.0, "FZ khtlwpf",    None, 48, False),
        ("kahikahi", "household",  4600, 0.0,  0,   0, 1.0, "F ktlf",        None, 30, False),
        ("falemahaki", "clinic",   9200, 3.0, 10,   5, 0.0, "FF klp",        4, 63, True),
        ("falekoloa", "shop",      7360, 0.0,  0,   0, 0.0, "FFZZZ k",       None, 55, False),
    ],
]

# key: watts (lo, hi), minutes (lo, hi), mean uses on Friday and on Saturday, usual hours (each +- the spread in hours)
APPLIANCES = {
    "k": ((1500, 2000), (2, 6),    (2.6, 3.0), (6.2, 12.3, 17.9, 20.2), 0.5),   # kettle
    "m": ((1000, 1300), (2, 8),    (1.6, 1.8), (6.6, 12.4, 18.4), 0.5),         # microwave
    "r": ((450, 700),   (20, 35),  (0.9, 0.9), (17.6,), 0.5),                   # rice cooker
    "h": ((1200, 2000), (15, 50),  (1.0, 1.3), (6.3, 17.8, 18.2), 0.5),         # hotplate; the others cook with gas
    "t": ((60, 130),    (60, 200), (1.5, 2.0), (17.5, 19.0, 19.5), 0.8),        # television
    "l": ((60, 160),    (150, 240), (1.0, 1.0), (18.5,), 0.3),                  # lights of the evening
    "w": ((300, 500),   (35, 60),  (0.4, 0.8), (8.0, 9.5, 10.5), 0.8),          # washing machine, cold water
    "p": ((600, 800),   (5, 15),   (2.2, 2.6), (6.5, 11.0, 16.5, 19.0), 1.0),   # pump of the rainwater tank
    "f": ((45, 110),    (120, 420), (1.2, 1.3), (13.5, 20.5, 21.5), 0.8),       # fans
    "i": ((900, 1100),  (12, 30),  (0.3, 0.7), (5.9, 19.5), 0.5),               # iron: for work, for church
    "s": ((3200, 3600), (4, 9),    (1.6, 1.8), (6.0, 18.6, 20.0), 0.5),         # instantaneous shower heater
}

# Local hour -> hour of the German profile: up and lit earlier (the sun sets at half past six), to bed earlier.
WARP_LOCAL = [0.0, 5.5, 8.0, 12.0, 16.0, 18.0, 19.5, 22.0, 24.0]
WARP_BDEW = [0.75, 6.5, 8.5, 12.0, 16.5, 19.0, 20.5, 23.25, 24.75]

# Clouds: mean cover of each day, trade wind, passage of a cloud.
COVER = [0.28, 0.62]
WIND_M_PER_MIN = 7.0 * 60
PASSAGE_MIN = 5.0


def generate():
    """The bytes of profiles.json."""
    import numpy as np
    import pandas as pd
    import pvlib
    from demandlib.bdew import G25, H25

    def rng(*labels):
        return np.random.default_rng([SEED] + [zlib.crc32(str(x).encode()) for x in labels])

    minute = np.arange(MINUTES)
    hour = (minute % 1440 + 0.5) / 60.0
    day = minute // 1440

    # --- load -------------------------------------------------------------------------------------------------

    def bdew(profile):
        """Shape with mean 1 per minute of the two days, moved to Pacific habits; quarter hours joined by lines."""
        index = pd.date_range(BDEW_START, periods=SLOTS, freq="15min")
        p = profile(timeindex=index).to_numpy().reshape(DAYS, 96)
        return p / p.mean()

    h25, g25 = bdew(H25), bdew(G25)
    centres = (np.arange(-1, 97) + 0.5) / 4.0

    def shape(table, shift_h=0.0):
        out = np.empty(MINUTES)
        for d in range(DAYS):
            h = (hour[day == d] - shift_h) % 24.0
            g = np.interp(h, WARP_LOCAL, WARP_BDEW) % 24.0
            ring = np.concatenate([table[d, -1:], table[d], table[d, :1]])
            out[day == d] = np.interp(g, centres, ring)
        return out

    def ar1(r, tau_min, sigma):
        """Gaussian noise of unit mean in the exponent: habits do not change from one minute to the next."""
        a = math.exp(-1.0 / tau_min)
        e = r.standard_normal(MINUTES) * sigma * math.sqrt(1 - a * a)
        x = np.empty(MINUTES)
        x[0] = r.standard_normal() * sigma
        for t in range(1, MINUTES):
            x[t] = a * x[t - 1] + e[t]
        return np.exp(x - sigma * sigma / 2)

    def cycling(r, watts, on, off):
        """A compressor under a thermostat, from a random phase; it runs more in the warm hours."""
        out = np.zeros(MINUTES)
        t = -int(r.integers(0, on[1] + off[1]))
        while t < MINUTES:
            warm = 1.0 + 0.15 * math.cos((t % 1440 / 60.0 - 14.0) * math.pi / 12)
            n_on = max(1, int(round(r.uniform(*on) * warm)))
            n_off = max(1, int(round(r.uniform(*off) / warm)))
            out[max(t, 0):max(t + n_on, 0)] = watts
            t += n_on + n_off
        return out

    def use(load, r, watts, start, minutes, limit):
        """An appliance is switched on; where the breaker would trip, its people wait, or give up after two hours."""
        for wait in range(0, 125, 5):
            a, b = max(start + wait, 0), min(start + wait + minutes, MINUTES)
            if a >= b:
                return
            if load[a:b].max() + watts <= limit:
                load[a:b] += watts
                return

    def household_load(name, kind, breaker, h25_kwh, appliances):
        r = rng("load", name)
        fixed, _, events = appliances.rpartition(" ")
        load = np.full(MINUTES, r.uniform(8, 25))  # standby
        if kind == "household":
            load += h25_kwh * 1000 / 24 * shape(h25, r.normal(0, 0.45)) * ar1(r, 40.0, 0.45)
        elif kind == "school":  # an office's shape half an hour early; doors closed on Saturday
            load += 10000 / 24 * shape(g25, -0.5) * ar1(r, 60.0, 0.2) * np.where(day == 0, 1.2, 0.4)
        elif kind == "clinic":
            load += 9000 / 24 * shape(g25, 0.0) * ar1(r, 60.0, 0.2) * np.where(day == 0, 1.1, 0.8)
            for d in range(DAYS):  # steriliser
                for h in (8.5, 14.0):
                    use(load, r, 1800, d * 1440 + int(60 * h + r.integers(-25, 25)), 28, 0.9 * breaker)
        elif kind == "shop":  # opens at six, closes at nine in the evening
            load += 6000 / 24 * shape(g25, -0.3) * ar1(r, 60.0, 0.15)
            load += np.where((hour > 17.8) & (hour < 21.0), 320.0, 0.0)
        elif kind == "cold_store":  # holds the fish by two compressors, freezes ice while the sun shines
            load += cycling(r, 1100.0, (12, 22), (16, 30)) + cycling(r, 900.0, (10, 20), (18, 34))
            for d, h in ((0, 8.6), (0, 12.6), (1, 9.4), (1, 13.2)):
                a = d * 1440 + int(60 * h + r.integers(-20, 20))
                load[a:a + int(r.integers(130, 190))] += 1900.0
            load += np.where((hour > 5.0) & (hour < 8.0), 450.0, 0.0)  # lights and hoist when the boats land
        for x in fixed:
            if x == "F":
                load += cycling(r, r.uniform(80, 130), (10, 18), (22, 42))
            elif x == "Z":
                load += cycling(r, r.uniform(100, 160), (14, 24), (20, 36))
            elif x == "A":  # one room, while it is slept in; the thermostat leaves out a third
                on = ((hour + r.normal(0, 0.4)) % 24 > 20.5) | ((hour + r.normal(0, 0.4)) % 24 < 1.0)
                load += np.where(on, cycling(r, r.uniform(650, 850), (12, 20), (7, 11)), 0.0)
        for x in events:
            (w_lo, w_hi), (m_lo, m_hi), mean, hours, spread = APPLIANCES[x]
            watts = r.uniform(w_lo, w_hi)
            for d in range(-1, DAYS):  # what was switched on the evening before may still run after midnight
                for _ in range(min(int(r.poisson(mean[max(d, 0)])), 8)):
                    h = r.choice(hours) + r.normal(0, spread)
                    length = int(r.integers(m_lo, m_hi + 1))
                    use(load, r, watts, d * 1440 + int(round(60 * h)), length, 0.9 * breaker)
        if load.max() > 0.95 * breaker:
            raise SystemExit(f"{name}: {load.max():.0f} W is too much for its breaker; change METERS")
        return load

    # --- sun --------------------------------------------------------------------------------------------------

    times = pd.date_range(START_LOCAL, periods=MINUTES, freq="1min").tz_convert(TZ) + pd.Timedelta(seconds=30)
    if int(pd.Timestamp(START_LOCAL).timestamp()) != START_UNIX or START_UNIX % SLOT_S:
        raise SystemExit("START_LOCAL and START_UNIX disagree")
    site = pvlib.location.Location(LAT, LON, tz=TZ, altitude=ALT_M)
    sun = site.get_solarposition(times)
    clear = site.get_clearsky(times, model="ineichen", solar_position=sun)
    extra = pvlib.irradiance.get_extra_radiation(times)
    zenith, azimuth = sun["apparent_zenith"], sun["azimuth"]
    # an ordinary October day of the lowlands: 21 degrees before dawn, 26.5 in the afternoon, trade wind
    air = 23.75 + 2.75 * np.cos((hour - 14.0) * np.pi / 12)
    wind = 4.0 + 1.5 * np.cos((hour - 14.0) * np.pi / 12)

    # How much of the sky is covered wanders about the day's mean, the same for both villages.
    r = rng("cover")
    a = math.exp(-1 / 120.0)
    cover, x = np.empty(MINUTES), 0.0
    for t in range(MINUTES):
        x = a * x + r.standard_normal() * math.sqrt(1 - a * a)
        cover[t] = 1 / (1 + math.exp(-(math.log(COVER[day[t]] / (1 - COVER[day[t]])) + 1.1 * x)))

    def sky(label):
        """Clear-sky index above one village: clouds come and go (two-state Markov chain), each with its own depth."""
        r = rng("sky", label)
        k, cloudy, depth = np.empty(MINUTES), False, 0.4
        for t in range(MINUTES):
            c = min(max(cover[t], 0.02), 0.98)
            leave = 1 / (PASSAGE_MIN * (1 + 3 * c * c))
            come = min(leave * c / (1 - c), 0.9)
            u, v = r.random(), r.beta(2.0, 2.5)
            if cloudy and u < leave:
                cloudy = False
            elif not cloudy and u < come:
                cloudy, depth = True, 0.22 + 0.55 * v - 0.10 * c
            k[t] = depth if cloudy else 1.0
        edge = np.convolve(k < 0.9, np.ones(5), mode="same") > 0  # bright rims beside a cloud
        k = np.where((k > 0.9) & edge, 1.0 + 0.09 * r.random(MINUTES), k)
        k = k * (1 + 0.02 * r.standard_normal(MINUTES))
        return np.convolve(np.pad(k, 1, mode="edge"), [0.25, 0.5, 0.25], mode="valid")

    def pv_power(name, grid, k_grid, kwp, tilt, roof):
        if kwp == 0:
            return np.zeros(MINUTES)
        r = rng("pv", name)
        # the cloud field drifts over the village: each roof sees it at its own time, and slightly changed
        lag = (GRIDS[grid]["wind_offset_m"] + r.uniform(0, 900)) / WIND_M_PER_MIN
        k = np.interp(minute - lag, minute, k_grid) * (1 + 0.015 * r.standard_normal(MINUTES))
        ghi = clear["ghi"] * np.round(np.clip(k, 0.05, 1.15), 6)
        parts = pvlib.irradiance.erbs_driesse(ghi, sun["zenith"], times)
        az = roof % 360
        poa = pvlib.irradiance.get_total_irradiance(
            tilt, az, zenith, azimuth, parts["dni"], ghi, parts["dhi"], dni_extra=extra, model="haydavies", albedo=0.2)
        aoi = pvlib.irradiance.aoi(tilt, az, zenith, azimuth)
        effective = (poa["poa_direct"] * pvlib.iam.physical(aoi) + poa["poa_diffuse"] * 0.95).fillna(0).clip(lower=0)
        mount = pvlib.temperature.TEMPERATURE_MODEL_PARAMETERS["sapm"]["close_mount_glass_glass"]
        cell = pvlib.temperature.sapm_cell(poa["poa_global"].fillna(0), air, wind, **mount)
        loss = pvlib.pvsystem.pvwatts_losses(
            soiling=r.uniform(1.5, 4.0), shading=r.uniform(1.0, 6.0), snow=0, mismatch=2, wiring=2, connections=0.5,
            lid=1.5, nameplate_rating=1, age=r.uniform(0, 4), availability=0)
        dc = pvlib.pvsystem.pvwatts_dc(effective, cell, kwp * 1000, -0.0037) * (1 - loss / 100)
        inverter_ac = kwp * 1000 * 0.9
        ac = pvlib.inverter.pvwatts(dc, inverter_ac / 0.96, eta_inv_nom=0.96).fillna(0)
        up = (sun["apparent_elevation"] > 0).to_numpy()
        return np.where(up & (dc.to_numpy() > 0.005 * inverter_ac), ac.to_numpy(), 0.0).clip(0, inverter_ac)

    # --- meters -----------------------------------------------------------------------------------------------

    def register(milliwatts):
        """Wh per slot as differences of a register that shows whole Wh: the floor of all that went through."""
        total = np.cumsum(milliwatts.astype(np.int64)) // 60000
        return np.diff(total[MIN_PER_SLOT - 1::MIN_PER_SLOT], prepend=0).tolist()

    households = []
    for grid, meters in enumerate(METERS):
        k_grid = sky(grid)
        for name, kind, breaker, kwp, tilt, roof, h25_kwh, appliances, ask, bid, owed_first in meters:
            load = np.rint(household_load(name, kind, breaker, h25_kwh, appliances) * 1000).astype(np.int64)
            pv = np.rint(pv_power(name, grid, k_grid, kwp, tilt, roof) * 1000).astype(np.int64)
            net = load - pv
            households.append({
                "name": name, "grid": grid, "kind": kind, "breaker_w": breaker, "pv_kwp": kwp,
                "tilt_deg": tilt if kwp else None, "azimuth_deg": roof % 360 if kwp else None,
                "ask_tick": ask, "bid_tick": bid, "owed_first": owed_first,
                "load_wh": register(load), "pv_wh": register(pv),
                "import_wh": register(np.maximum(net, 0)), "export_wh": register(np.maximum(-net, 0)),
            })

    meta = {
        "title": "Vaka demo: load and PV of two Pacific microgrids, two days",
        "format": 1,
        "site": {"name": "Nuku'alofa, Tonga", "latitude": LAT, "longitude": LON, "timezone": TZ},
        "start_local": START_LOCAL, "start_unix": START_UNIX, "start_slot": START_UNIX // SLOT_S,
        "slot_seconds": SLOT_S, "slots": SLOTS, "slots_per_day": 96, "unit": "Wh per slot", "seed": SEED,
        "registers": "import_wh and export_wh are what the meter's two cumulative registers advance in each slot, "
                     "from zero at start; both may be nonzero in one slot",
        "grids": [{"grid": i, "name": g["name"]} for i, g in enumerate(GRIDS)],
        "cloud_cover_mean": COVER,
        "modelled": True, "provenance": "PROVENANCE.md",
    }
    return render({"meta": meta, "households": households})


def render(data):
    """JSON with one line per series, so that a diff can be read."""
    line = lambda v: json.dumps(v, separators=(",", ":"), ensure_ascii=True)
    out = ['{"meta":{']
    out.append(",\n".join(f"  {line(k)}:{line(v)}" for k, v in data["meta"].items()))
    out.append('},\n"households":[')
    series = ("load_wh", "pv_wh", "import_wh", "export_wh")
    blocks = []
    for h in data["households"]:
        head = {k: v for k, v in h.items() if k not in series}
        rows = ",\n".join(f"  {line(k)}:{line(h[k])}" for k in series)
        blocks.append(line(head)[:-1] + ",\n" + rows + "}")
    out.append(",\n".join(blocks))
    out.append("]}\n")
    return "\n".join(out).encode()


def days(series):
    return [sum(series[d * 96:(d + 1) * 96]) for d in range(DAYS)]


def sanity(data):
    """Every way in which the data do not make sense, as text."""
    bad = []

    def expect(ok, text):
        if not ok:
            bad.append(text)

    hs = data["households"]
    expect(len(hs) >= 24 and len({h["name"] for h in hs}) == len(hs), "24 meters or more, with names of their own")
    expect({h["grid"] for h in hs} == {0, 1}, "two grids")
    for h in hs:
        n = h["name"]
        cap = -(-h["breaker_w"] * SLOT_S // 3600)
        for s in ("load_wh", "pv_wh", "import_wh", "export_wh"):
            expect(len(h[s]) == SLOTS, f"{n}.{s}: {SLOTS} slots")
            expect(all(type(x) is int and 0 <= x <= cap for x in h[s]), f"{n}.{s}: integers within the breaker")
        for t in ("ask_tick", "bid_tick"):
            expect(h[t] is None or 0 <= h[t] <= 63, f"{n}.{t}: a tick or null")
        gap = 0
        for i, (l, p, m, e) in enumerate(zip(h["load_wh"], h["pv_wh"], h["import_wh"], h["export_wh"])):
            gap += l - p - m + e
            if abs(gap) > 2:
                expect(False, f"{n}: load - pv = import - export, up to two Wh of rounding (from slot {i} on)")
                break
        for d in range(DAYS):
            night = [s for s in range(96) if s < 22 or s >= 76]  # before 05:30 and from 19:00
            expect(all(h["pv_wh"][d * 96 + s] == 0 for s in night), f"{n}: no sun at night, day {d}")
            load, pv = days(h["load_wh"])[d] / 1000, days(h["pv_wh"])[d] / 1000
            lo, hi = (1.0, 16.0) if h["kind"] == "household" else (3.0, 60.0)
            expect(lo <= load <= hi, f"{n}: {load:.1f} kWh on day {d} is not between {lo} and {hi}")
            if h["pv_kwp"]:
                expect(1.2 <= pv / h["pv_kwp"] <= 6.5, f"{n}: {pv / h['pv_kwp']:.2f} kWh/kWp on day {d}")
            else:
                expect(pv == 0 and sum(h["export_wh"]) == 0, f"{n}: without PV nothing is exported")
    homes = [h for h in hs if h["kind"] == "household"]
    total = [sum(h["load_wh"][s] + h["load_wh"][s + 96] for h in homes) for s in range(96)]
    hourly = [sum(total[4 * i:4 * i + 4]) for i in range(24)]
    expect(17 <= hourly.index(max(hourly)) <= 21, "the households' peak is in the evening")
    normal = [[x / sum(h["load_wh"]) for x in h["load_wh"]] for h in homes]
    for i in range(len(normal)):
        for j in range(i):
            diff = sum(abs(a - b) for a, b in zip(normal[i], normal[j])) / 2
            expect(diff > 0.1, f"{homes[i]['name']} and {homes[j]['name']} have one profile, scaled")
    for g in (0, 1):
        expect(any(h["import_wh"][s] and h["export_wh"][s] for h in hs if h["grid"] == g for s in range(SLOTS)),
               f"grid {g}: some slot with both import and export at one meter")
    return bad


def figures(data, raw):
    """The generated part of PROVENANCE.md."""
    hs = data["households"]
    out = [f"`profiles.json`: {len(raw):,} bytes, sha256 `{hashlib.sha256(raw).hexdigest()}`", ""]
    out += ["| Grid | Meter | Kind | Breaker W | PV kWp | Load kWh, day 0 / 1 | PV kWh/kWp, day 0 / 1 "
            "| Import kWh, day 0 / 1 | Export kWh, day 0 / 1 | Ask | Bid | Owed first |",
            "|---|---|---|---|---|---|---|---|---|---|---|---|"]
    two = lambda s, f=1.0: " / ".join(f"{x / 1000 / f:.2f}" for x in days(s))
    tick = lambda t: "none" if t is None else str(t)
    for h in hs:
        out.append(f"| {h['grid']} | {h['name']} | {h['kind'].replace('_', ' ')} | {h['breaker_w']} "
                   f"| {h['pv_kwp'] or 'none'} | {two(h['load_wh'])} "
                   f"| {two(h['pv_wh'], h['pv_kwp']) if h['pv_kwp'] else ''} | {two(h['import_wh'])} "
                   f"| {two(h['export_wh'])} | {tick(h['ask_tick'])} | {tick(h['bid_tick'])} "
                   f"| {'yes' if h['owed_first'] else 'no'} |")
    out += ["", "| Grid | Meters, with PV | kWp | Load kWh | PV kWh | PV kWh/kWp | Import kWh | Export kWh "
            "| Matchable in the slot kWh | Slots: export > import > 0 | import > export > 0 | only import "
            "| Meter slots with both |",
            "|---|---|---|---|---|---|---|---|---|---|---|---|---|"]
    for g in (0, 1):
        hg = [h for h in hs if h["grid"] == g]
        col = lambda k: [sum(h[k][s] for h in hg) for s in range(SLOTS)]
        imp, exp = col("import_wh"), col("export_wh")
        kwp = sum(h["pv_kwp"] for h in hg)
        span = lambda f: " / ".join(str(sum(1 for s in range(d * 96, d * 96 + 96) if f(imp[s], exp[s]))) for d in (0, 1))
        out.append(
            f"| {g} | {len(hg)}, {sum(1 for h in hg if h['pv_kwp'])} | {kwp:.1f} | {two(col('load_wh'))} "
            f"| {two(col('pv_wh'))} | {two(col('pv_wh'), kwp)} | {two(imp)} | {two(exp)} "
            f"| {two([min(a, b) for a, b in zip(imp, exp)])} | {span(lambda i, e: e > i > 0)} "
            f"| {span(lambda i, e: i >= e > 0)} | {span(lambda i, e: i > 0 and e == 0)} "
            f"| {sum(1 for h in hg for s in range(SLOTS) if h['import_wh'][s] and h['export_wh'][s])} |")
    return "\n".join(out)


def with_figures(text, block):
    head, rest = text.split(BEGIN, 1)
    return f"{head}{BEGIN}\n{block}\n{END}{rest.split(END, 1)[1]}"


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--check", action="store_true", help="regenerate and compare with what is committed")
    ap.add_argument("--check-data", action="store_true", help="check what is committed, without regenerating")
    args = ap.parse_args()
    checking = args.check or args.check_data
    raw = PROFILES.read_bytes() if checking else generate()
    data = json.loads(raw)
    bad = sanity(data)
    text = PROVENANCE.read_text(encoding="utf-8")
    page = with_figures(text, figures(data, raw))
    if checking:
        if page != text:
            bad.append("PROVENANCE.md's checksum or figures are not those of profiles.json")
        if args.check and (again := generate()) != raw:
            pairs = zip(json.loads(again)["households"], data["households"])
            off = sum(1 for x, y in pairs for k in ("load_wh", "pv_wh", "import_wh", "export_wh")
                      for p, q in zip(x[k], y[k]) if p != q)
            bad.append(f"regenerating gives other bytes ({off} values differ)")
    elif not bad:
        PROFILES.write_bytes(raw)
        PROVENANCE.write_text(page, encoding="utf-8")
    for b in bad:
        print("FAIL", b, file=sys.stderr)
    if not bad:
        print("ok", hashlib.sha256(raw).hexdigest(), f"{len(raw)} bytes, {len(data['households'])} meters")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
