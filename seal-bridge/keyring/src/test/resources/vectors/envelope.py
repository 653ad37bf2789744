#!/usr/bin/env python3
"""The envelope format, written a second time, from docs/adr/0002-envelope-format.md alone.

  envelope.py make    writes the test vectors beside this file
  envelope.py check   reads them and opens every one

Uses nothing but Python's hashlib and hmac: AES, GCM, OAEP and HKDF are spelled out, so that an
error in a library shared with the product cannot hide in the vectors. Slow, and not for secrets.
"""

import base64
import hashlib
import hmac
import pathlib
import sys

HERE = pathlib.Path(__file__).parent

# A 2048-bit key that protects nothing but these vectors.
RSA_N = int(
    "c29d4e290c943b26197d801fd5903b1dce6e5d7baff58b3938f09600347036f4f2fbcff5e331ff4bc5308def"
    "6152d699406c824e763d18b56317a20324c0966e07c7b3bca5a3c2edf72e4d8b74c705270608f43c2fe2a616"
    "5ce30059e1c618e2f79d066bb1d6aef535ac52dde1604c0f333752aa8a96fa0feb74829a6a4d07b465b4d5d0"
    "691a4708b656d1c8e9774d1f467318eef3b816c1c4bdd248828b18339ee01d9d76e2477bdd342be9e745b487"
    "361fefd48c38b9fe55ddc25955b1975638137a4c1546578141469fdbdb394396d0aa3c27bfa973d2a745c2de"
    "2d6fd6a707315a5cb0800b4eeaa04fbc3bcac9a98705f47bd90e59ea78f55ac170a8b85b",
    16,
)
RSA_E = 65537
RSA_D = int(
    "ca6d65073d96518fe7a3aac972127beb1cf59f3730676f512df0d19594f5c3b435a9c73e33fba558e2db0647"
    "a02bd21bc5ef17fb14f1a7e9c410a8ec2c2646525cb554373cf381a6941d0d7ba913fa4004fefb4c3f62b8ef"
    "39dec456b9889c0a391493c12151f4da09e21cafbde5b4377b46682e0bc9ce8110a037d8f608f9a0d25b8c0d"
    "8bd9679b4e7f87cf8f03cdab3be427192537a6dadf670ab855765f13e84500278a968f5d8b4abc61b0eaf78e"
    "60feb3d8a348145c3ca44e64e6028cfe1088e5e7b59cdb9e118dddb987e846176902296920bf6c9ad841b378"
    "4d6745b9cf174a625a1ee80cb76ea4369742a055cbe22c3fed2a758b1cab0e21f0a9881",
    16,
)


# --- AES-256 and GCM (FIPS 197, SP 800-38D) ---


def _tables():
    exp, log, x = [0] * 512, [0] * 256, 1
    for i in range(255):
        exp[i], log[x] = x, i
        x ^= (x << 1) ^ (0x11B if x & 0x80 else 0)
        x &= 0xFF
    for i in range(255, 512):
        exp[i] = exp[i - 255]
    sbox = []
    for a in range(256):
        b = exp[255 - log[a]] if a else 0
        s = 0x63
        for shift in range(5):
            s ^= ((b << shift) | (b >> (8 - shift))) & 0xFF
        sbox.append(s)
    return sbox


SBOX = _tables()


def xtime(a):
    return ((a << 1) ^ (0x1B if a & 0x80 else 0)) & 0xFF


def expand_key(key):
    words = [list(key[i : i + 4]) for i in range(0, 32, 4)]
    rcon = 1
    for i in range(8, 60):
        word = list(words[i - 1])
        if i % 8 == 0:
            word = [SBOX[b] for b in word[1:] + word[:1]]
            word[0] ^= rcon
            rcon = xtime(rcon)
        elif i % 8 == 4:
            word = [SBOX[b] for b in word]
        words.append([a ^ b for a, b in zip(words[i - 8], word)])
    return [sum(words[4 * r : 4 * r + 4], []) for r in range(15)]


def aes_block(round_keys, block):
    state = [a ^ b for a, b in zip(block, round_keys[0])]
    for rnd in range(1, 15):
        state = [SBOX[state[(i + 4 * (i % 4)) % 16]] for i in range(16)]
        if rnd < 14:
            mixed = []
            for c in range(0, 16, 4):
                col = state[c : c + 4]
                every = col[0] ^ col[1] ^ col[2] ^ col[3]
                mixed += [col[i] ^ every ^ xtime(col[i] ^ col[(i + 1) % 4]) for i in range(4)]
            state = mixed
        state = [a ^ b for a, b in zip(state, round_keys[rnd])]
    return bytes(state)


def gf_multiply(x, y):
    z = 0
    for i in range(127, -1, -1):
        if (x >> i) & 1:
            z ^= y
        y = (y >> 1) ^ (0xE1 << 120 if y & 1 else 0)
    return z


def ghash(h, *parts):
    y = 0
    for part in parts:
        for i in range(0, len(part), 16):
            y = gf_multiply(y ^ int.from_bytes(part[i : i + 16].ljust(16, b"\0"), "big"), h)
    return y


def lengths(a, c):
    return (8 * len(a)).to_bytes(8, "big") + (8 * len(c)).to_bytes(8, "big")


def gcm(key, iv, aad, data, sealing):
    """Returns (output, tag)."""
    keys = expand_key(key)
    h = int.from_bytes(aes_block(keys, bytes(16)), "big")
    if len(iv) == 12:
        j0 = iv + b"\0\0\0\1"
    else:
        j0 = ghash(h, iv, lengths(b"", iv)).to_bytes(16, "big")
    out, counter = b"", int.from_bytes(j0[12:], "big")
    for i in range(0, len(data), 16):
        counter = (counter + 1) & 0xFFFFFFFF
        pad = aes_block(keys, j0[:12] + counter.to_bytes(4, "big"))
        out += bytes(a ^ b for a, b in zip(data[i : i + 16], pad))
    cipher = out if sealing else data
    s = ghash(h, aad, cipher, lengths(aad, cipher)).to_bytes(16, "big")
    return out, bytes(a ^ b for a, b in zip(s, aes_block(keys, j0)))


def gcm_seal(key, iv, aad, data):
    out, tag = gcm(key, iv, aad, data, True)
    return out + tag


def gcm_open(key, iv, aad, data):
    out, tag = gcm(key, iv, aad, data[:-16], False)
    assert hmac.compare_digest(tag, data[-16:]), "tag"
    return out


# --- RSA-OAEP (RFC 8017) and HKDF (RFC 5869) ---


def mgf1(name, seed, length):
    out = b""
    for i in range(-(-length // hashlib.new(name).digest_size)):
        out += hashlib.new(name, seed + i.to_bytes(4, "big")).digest()
    return out[:length]


def oaep_wrap(name, seed, message):
    k, label = 256, hashlib.new(name, b"").digest()
    db = label + bytes(k - len(message) - 2 * len(label) - 2) + b"\1" + message
    masked = bytes(a ^ b for a, b in zip(db, mgf1(name, seed, len(db))))
    masked_seed = bytes(a ^ b for a, b in zip(seed, mgf1(name, masked, len(seed))))
    number = int.from_bytes(b"\0" + masked_seed + masked, "big")
    return pow(number, RSA_E, RSA_N).to_bytes(k, "big")


def oaep_unwrap(name, wrapped):
    size = hashlib.new(name).digest_size
    block = pow(int.from_bytes(wrapped, "big"), RSA_D, RSA_N).to_bytes(256, "big")
    masked_seed, masked = block[1 : 1 + size], block[1 + size :]
    seed = bytes(a ^ b for a, b in zip(masked_seed, mgf1(name, masked, size)))
    db = bytes(a ^ b for a, b in zip(masked, mgf1(name, seed, len(masked))))
    assert block[0] == 0 and db[:size] == hashlib.new(name, b"").digest(), "padding"
    return db[db.index(b"\1", size) + 1 :]


def hkdf(data_key, info):
    secret = hmac.new(b"", data_key, hashlib.sha256).digest()
    return hmac.new(secret, info + b"\1", hashlib.sha256).digest()


def der(tag, content):
    n = len(content)
    size = n.to_bytes(-(-n.bit_length() // 8) or 1, "big")
    return bytes([tag]) + (bytes([n]) if n < 128 else bytes([0x80 | len(size)]) + size) + content


def spki():
    def integer(n):
        return der(2, n.to_bytes(n.bit_length() // 8 + 1, "big"))

    rsa = bytes.fromhex("06092a864886f70d0101010500")
    return der(0x30, der(0x30, rsa) + der(3, b"\0" + der(0x30, integer(RSA_N) + integer(RSA_E))))


# --- the envelope ---


def prefix(context, key, version):
    name = key.encode()
    return bytes([1, context, len(name)]) + name + version.to_bytes(4, "big")


def key_id(named):
    return hashlib.sha256(named).digest()[:16]


def payload_aad(header, aad):
    return header + len(aad).to_bytes(4, "big") + aad


def seal(context, key, version, data_key, recipients, plaintext, aad):
    header = prefix(context, key, version) + hkdf(data_key, b"seal-bridge/1 commit")
    header += bytes([len(recipients)])
    for r in recipients:
        header += r["keyId"] + bytes([r["mechanism"], len(r["iv"])]) + r["iv"]
        header += len(r["wrapped"]).to_bytes(2, "big") + r["wrapped"]
    payload_key = hkdf(data_key, b"seal-bridge/1 payload")
    return header + gcm_seal(payload_key, bytes(12), payload_aad(header, aad), plaintext)


def parse(envelope):
    """Splits an envelope; asserts, because nobody hostile runs this."""
    at = 0

    def take(n):
        nonlocal at
        at += n
        assert at <= len(envelope), "truncated"
        return envelope[at - n : at]

    assert take(1) == b"\1", "format"
    context, key = take(1)[0], None
    key = take(take(1)[0]).decode()
    version = int.from_bytes(take(4), "big")
    wrap_aad = envelope[:at]
    commitment, recipients = take(32), []
    for _ in range(take(1)[0]):
        identity, mechanism = take(16), take(1)[0]
        iv = take(take(1)[0])
        wrapped = take(int.from_bytes(take(2), "big"))
        recipients.append({"keyId": identity, "mechanism": mechanism, "iv": iv, "wrapped": wrapped})
    return context, key, version, wrap_aad, commitment, recipients, envelope[:at], envelope[at:]


def open_with(data_key, envelope, aad):
    *_, commitment, _, header, payload = parse(envelope)
    assert hkdf(data_key, b"seal-bridge/1 commit") == commitment, "commitment"
    payload_key = hkdf(data_key, b"seal-bridge/1 payload")
    return gcm_open(payload_key, bytes(12), payload_aad(header, aad), payload)


# --- the vectors ---


def filler(text, length):
    """Fixed bytes with no structure to speak of."""
    return mgf1("sha256", text.encode(), length)


def aes_recipient(name, iv_length, data_key, wrap_aad):
    cka_id, secret, iv = filler(name + " id", 16), filler(name + " key", 32), filler(name + " iv", iv_length)
    wrapped = gcm_seal(secret, iv, wrap_aad, data_key)
    return {"mechanism": 1, "ckaId": cka_id, "aesKey": secret, "iv": iv, "wrapped": wrapped, "keyId": key_id(cka_id)}


def rsa_recipient(name, digest, data_key):
    seed = filler(name + " seed", hashlib.new(digest).digest_size)
    public = spki()
    wrapped = oaep_wrap(digest, seed, data_key)
    return {"mechanism": 2, "hash": digest, "spki": public, "iv": b"", "wrapped": wrapped, "keyId": key_id(public)}


VECTORS = {
    "aes-gcm": (1, "root", 1, 152, b"", [("aes", 12)]),
    "aes-gcm-16-byte-iv": (2, "a" * 63, 2**31 - 1, 32, b"associated data", [("aes", 16)]),
    "rsa-oaep-sha256": (1, "root", 2, 1, b"", [("rsa", "sha256")]),
    "four-recipients": (
        3,
        "x_0-y",
        65536,
        1000,
        bytes(range(256)),
        [("rsa", "sha1"), ("aes", 12), ("aes", 12), ("rsa", "sha512")],
    ),
}


def make():
    for name, (context, key, version, size, aad, kinds) in VECTORS.items():
        data_key, plaintext = filler(name + " data key", 32), filler(name + " plaintext", size)
        wrap_aad = prefix(context, key, version)
        recipients = [
            aes_recipient(f"{name} {i}", how, data_key, wrap_aad)
            if kind == "aes"
            else rsa_recipient(f"{name} {i}", how, data_key)
            for i, (kind, how) in enumerate(kinds)
        ]
        envelope = seal(context, key, version, data_key, recipients, plaintext, aad)
        lines = {
            "context": context,
            "key": key,
            "version": version,
            "dataKey": data_key.hex(),
            "plaintext": plaintext.hex(),
            "aad": aad.hex(),
            "commitment": hkdf(data_key, b"seal-bridge/1 commit").hex(),
            "payloadKey": hkdf(data_key, b"seal-bridge/1 payload").hex(),
            "recipients": len(recipients),
        }
        for i, recipient in enumerate(recipients):
            for field, value in recipient.items():
                lines[f"recipient.{i}.{field}"] = value.hex() if isinstance(value, bytes) else value
        if any(kind == "rsa" for kind, _ in kinds):
            lines["rsa.modulus"], lines["rsa.privateExponent"] = f"{RSA_N:x}", f"{RSA_D:x}"
        lines["envelope"] = envelope.hex()
        lines["text"] = f"vault:v{version}:{base64.b64encode(envelope).decode()}"
        text = "# Made by envelope.py; bytes are hexadecimal. Frozen: a change breaks every stored blob.\n"
        text += "".join(f"{k}={v}\n" for k, v in lines.items())
        (HERE / f"{name}.properties").write_text(text)


def check():
    for path in sorted(HERE.glob("*.properties")):
        lines = (line for line in path.read_text().splitlines() if not line.startswith("#"))
        vector = dict(line.split("=", 1) for line in lines)
        data_key, aad = bytes.fromhex(vector["dataKey"]), bytes.fromhex(vector["aad"])
        prefix_text, version_text, body = vector["text"].split(":")
        envelope = base64.b64decode(body, validate=True)
        assert envelope.hex() == vector["envelope"] and prefix_text == "vault"
        context, key, version, wrap_aad, _, recipients, _, _ = parse(envelope)
        assert (str(context), key) == (vector["context"], vector["key"])
        assert f"v{version}" == version_text == f"v{vector['version']}"
        for i, recipient in enumerate(recipients):
            if recipient["mechanism"] == 1:
                secret = bytes.fromhex(vector[f"recipient.{i}.aesKey"])
                unwrapped = gcm_open(secret, recipient["iv"], wrap_aad, recipient["wrapped"])
            else:
                unwrapped = oaep_unwrap(vector[f"recipient.{i}.hash"], recipient["wrapped"])
            assert unwrapped == data_key
        assert open_with(data_key, envelope, aad).hex() == vector["plaintext"]
        print(f"{path.name}: opened, {len(envelope)} bytes, {len(recipients)} recipients")


if __name__ == "__main__":
    # FIPS 197, appendix C.3, and SP 800-38D's test case 14: that this file's AES and GCM are those.
    fips = aes_block(expand_key(bytes(range(32))), bytes.fromhex("00112233445566778899aabbccddeeff"))
    assert fips.hex() == "8ea2b7ca516745bfeafc49904b496089"
    case = gcm_seal(bytes(32), bytes(12), b"", bytes(16)).hex()
    assert case == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
    commands = {"make": make, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    commands[sys.argv[1]]()
