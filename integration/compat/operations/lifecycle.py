"""Rotating, configuring, trimming and deleting keys."""

from operations import HELLO, new_key

CONFIG = "POST keys/:name/config"
TRIM = "POST keys/:name/trim"
KEY = "life"


def run(server):
    new_key(server, KEY, "aes256-gcm96")
    server.call("POST keys/:name/rotate", "a key", name=KEY)
    server.call("PUT keys/:name/rotate", "by PUT", {}, name=KEY)
    server.call("POST keys/:name/rotate", "missing key", name="life-absent")
    configuring(server)
    refused(server)
    trimming(server)
    deleting(server)


def configuring(server):
    server.call(CONFIG, "nothing", {}, name=KEY)
    server.call(CONFIG, "missing key", {"deletion_allowed": True}, name="life-absent")
    server.call(CONFIG, "decryption from version 2", {"min_decryption_version": 2}, name=KEY)
    server.call(CONFIG, "a number as text", {"min_decryption_version": "1"}, name=KEY)
    server.call(CONFIG, "decryption above the latest", {"min_decryption_version": 9}, name=KEY)
    server.call(CONFIG, "decryption from version 0", {"min_decryption_version": 0}, name=KEY)
    server.call(CONFIG, "decryption below zero", {"min_decryption_version": -1}, name=KEY)
    server.call(CONFIG, "encryption from version 2", {"min_encryption_version": 2}, name=KEY)
    server.call(CONFIG, "encryption above the latest", {"min_encryption_version": 9}, name=KEY)
    server.call(CONFIG, "encryption below zero", {"min_encryption_version": -1}, name=KEY)
    server.call(CONFIG, "encryption below decryption", {"min_encryption_version": 1, "min_decryption_version": 2}, name=KEY)
    server.call(CONFIG, "no number", {"min_decryption_version": "two"}, name=KEY)


def refused(server):
    new_key(server, "life-other", "aes256-gcm96")
    server.call(CONFIG, "rotated by time", {"auto_rotate_period": "24h"}, name="life-other")
    server.call(CONFIG, "exportable", {"exportable": True}, name="life-other")
    server.call(CONFIG, "plaintext backup", {"allow_plaintext_backup": True}, name="life-other")


def trimming(server):
    server.call(TRIM, "before encryption has a minimum", {"min_available_version": 1}, name="life-absent")
    server.call(CONFIG, "no minimum for encryption", {"min_encryption_version": 0}, name=KEY)
    server.call(TRIM, "no minimum for encryption", {"min_available_version": 1}, name=KEY)
    server.call(CONFIG, "both from version 2", {"min_encryption_version": 2, "min_decryption_version": 2}, name=KEY)
    server.call(TRIM, "above the minima", {"min_available_version": 3}, name=KEY)
    server.call(TRIM, "no version", {}, name=KEY)
    server.call(TRIM, "version 0", {"min_available_version": 0}, name=KEY)
    server.call(TRIM, "up to version 2", {"min_available_version": 2}, name=KEY)
    server.call("GET keys/:name", "trimmed", name=KEY)
    server.call(TRIM, "back to version 1", {"min_available_version": 1}, name=KEY)
    server.call(CONFIG, "decryption of a trimmed version", {"min_decryption_version": 1}, name=KEY)


def deleting(server):
    server.call("DELETE keys/:name", "not allowed", name=KEY)
    server.call("DELETE keys/:name", "missing key", name="life-absent")
    server.call(CONFIG, "deletion allowed in words", {"deletion_allowed": "true"}, name=KEY)
    server.call("DELETE keys/:name", "allowed", name=KEY)
    server.call("GET keys/:name", "deleted", name=KEY)
    server.call("POST decrypt/:name", "with a deleted key", {"ciphertext": f"vault:v1:{HELLO}"}, name=KEY)
