"""
Uses keys over the Transit API by Python's client hvac, as an application would. Ends with an AssertionError, or with
hvac's own error, if an answer isn't what the API promises.

usage: hvac_transit.py ADDRESS CA; the token is in VAULT_TOKEN
"""

import base64
import os
import sys

import hvac

TEXT = base64.b64encode(b"the quick brown fox").decode()
OTHER = base64.b64encode(b"the lazy dog").decode()
VERSION_2 = "vault:v2:"
MISSING = "encryption key not found"


def encryption(transit):
    transit.create_key("app-aes", key_type="aes256-gcm96")
    first = transit.encrypt_data("app-aes", TEXT)["data"]["ciphertext"]
    assert transit.decrypt_data("app-aes", first)["data"]["plaintext"] == TEXT

    transit.rotate_key("app-aes")
    assert transit.read_key("app-aes")["data"]["latest_version"] == 2
    second = transit.rewrap_data("app-aes", first)["data"]["ciphertext"]
    assert second.startswith(VERSION_2), second
    assert transit.decrypt_data("app-aes", second)["data"]["plaintext"] == TEXT

    batch = transit.encrypt_data("app-aes", batch_input=[{"plaintext": TEXT}, {"plaintext": OTHER}])
    opened = transit.decrypt_data(
        "app-aes", batch_input=[{"ciphertext": one["ciphertext"]} for one in batch["data"]["batch_results"]]
    )
    assert [one["plaintext"] for one in opened["data"]["batch_results"]] == [TEXT, OTHER]

    made = transit.generate_data_key("app-aes", "plaintext")["data"]
    assert len(base64.b64decode(made["plaintext"])) == 32
    assert transit.decrypt_data("app-aes", made["ciphertext"])["data"]["plaintext"] == made["plaintext"]

    # hvac itself refuses equal minimums.
    transit.rotate_key("app-aes")
    transit.update_key_configuration("app-aes", min_decryption_version=2, min_encryption_version=3)
    transit.trim_key("app-aes", 2)
    assert sorted(transit.read_key("app-aes")["data"]["keys"]) == ["2", "3"]
    refused(lambda: transit.decrypt_data("app-aes", first))


def signatures(transit):
    for key_type, scheme in [
        ("rsa-2048", {"signature_algorithm": "pss"}),
        ("rsa-2048", {"signature_algorithm": "pkcs1v15"}),
        ("ecdsa-p256", {"marshaling_algorithm": "asn1"}),
        ("ecdsa-p256", {"marshaling_algorithm": "jws"}),
        ("ecdsa-p384", {}),
        ("ed25519", {}),
    ]:
        key = f"app-{key_type}"
        transit.create_key(key, key_type=key_type)
        made = transit.sign_data(key, TEXT, **scheme)["data"]["signature"]
        assert transit.verify_signed_data(key, TEXT, signature=made, **scheme)["data"]["valid"] is True, key
        assert transit.verify_signed_data(key, OTHER, signature=made, **scheme)["data"]["valid"] is False, key


def codes(transit):
    made = transit.generate_hmac("app-mac", TEXT)["data"]["hmac"]
    assert transit.verify_signed_data("app-mac", TEXT, hmac=made)["data"]["valid"] is True
    assert transit.verify_signed_data("app-mac", OTHER, hmac=made)["data"]["valid"] is False


def keyless(transit):
    assert len(base64.b64decode(transit.generate_random_bytes(16)["data"]["random_bytes"])) == 16
    digest = transit.hash_data(TEXT, algorithm="sha2-256")["data"]["sum"]
    assert digest == "9ecb36561341d18eb65484e833efea61edc74b84cf5e6ae1b81c63533e25fc8f", digest


def ends(transit):
    assert "app-aes" in transit.list_keys()["data"]["keys"]
    refused(lambda: transit.delete_key("app-aes"))
    transit.update_key_configuration("app-aes", deletion_allowed=True)
    transit.delete_key("app-aes")
    assert "app-aes" not in transit.list_keys()["data"]["keys"]
    refused(lambda: transit.decrypt_data("app-aes", VERSION_2 + TEXT), MISSING)


def refused(call, text=""):
    try:
        call()
    except hvac.exceptions.VaultError as error:
        assert text in str(error), f"refused with another text: {error}"
        return
    raise AssertionError("not refused")


def main(address, authority):
    client = hvac.Client(url=address, verify=authority, token=os.environ["VAULT_TOKEN"])
    transit = client.secrets.transit
    # create_key of hvac knows no keys of this type.
    client.write_data("transit/keys/app-mac", data={"type": "hmac"})
    for part in [encryption, codes, signatures, keyless, ends]:
        part(transit)
        print(f"{part.__name__}: as promised")


if __name__ == "__main__":
    main(*sys.argv[1:])
