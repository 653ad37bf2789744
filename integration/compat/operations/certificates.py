"""Certificate requests and certificates of keys."""

from operations import new_key
from operations.software import certificate, is_pem, request

CSR = "POST keys/:name/csr"
SET = "POST keys/:name/set-certificate"
KEY = "cert"


def run(server):
    created = new_key(server, KEY, "ecdsa-p256")
    made = server.call(CSR, "without a template", {}, name=KEY)
    if made.status == 200 and not is_pem(made.data["csr"], "CERTIFICATE REQUEST"):
        raise RuntimeError(f"{server.name}: no certificate request: {made.data['csr']}")
    server.call(CSR, "with a template", {"csr": request("/CN=Template")}, name=KEY)
    server.call(CSR, "no PEM as template", {"csr": "request"}, name=KEY)
    server.call(CSR, "a version that is too new", {"version": 9}, name=KEY)
    server.call(CSR, "missing key", {}, name="cert-absent")
    new_key(server, "cert-aes", "aes256-gcm96")
    server.call(CSR, "with a key of type aes256-gcm96", {}, name="cert-aes")
    chain = certificate(created.data["keys"]["1"]["public_key"])
    server.call(SET, "no PEM", {"certificate_chain": "certificate"}, name=KEY)
    server.call(SET, "no chain", {}, name=KEY)
    server.call(SET, "missing key", {"certificate_chain": chain}, name="cert-absent")
    server.call(SET, "another key's certificate", {"certificate_chain": certificate(other(server))}, name=KEY)
    server.call(SET, "its certificate", {"certificate_chain": chain}, name=KEY)
    server.call("GET keys/:name", "with a certificate", name=KEY)
    server.call("GET export/:kind/:name", "its certificate", kind="certificate-chain", name=KEY)


def other(server):
    return new_key(server, "cert-other", "ecdsa-p256").data["keys"]["1"]["public_key"]
