"""A server that speaks the Transit API, and what it answered to each call."""

import http.client
import json
import re
import ssl
import time
import urllib.parse
from dataclasses import dataclass, field

MOUNT = "transit"
PATIENCE_SECONDS = 60
RETRIES = 2
PAUSE_SECONDS = 1


@dataclass(frozen=True)
class Answer:
    status: int
    json: object

    @property
    def data(self):
        return (self.json or {}).get("data") or {}

    @property
    def errors(self):
        return (self.json or {}).get("errors") or []


@dataclass(frozen=True)
class Call:
    """One call as both servers get it; endpoint and case together name it."""

    endpoint: str
    case: str

    def __str__(self):
        return f"{self.endpoint} | {self.case}"


@dataclass
class Server:
    """Sends calls and keeps the answers, by call and in order."""

    name: str
    address: str
    token: str
    authority: str | None = None
    answers: dict = field(default_factory=dict)

    def call(self, endpoint, case, body=None, query="", raw=None, token=None, **segments):
        """
        Calls an endpoint such as "POST encrypt/:name", with name="x" for the segment. A body is sent as JSON, raw
        text as it is. No Content-Type goes with it: Vault's own client sends none.
        """
        method, template = endpoint.split(" ", 1)
        path = re.sub(r":(\w+)", lambda match: urllib.parse.quote(str(segments[match[1]])), template)
        text = raw if raw is not None else None if body is None else json.dumps(body)
        call = Call(endpoint, case)
        if call in self.answers:
            raise ValueError(f"two calls are named {call}")
        whole = (method, f"/v1/{MOUNT}/{path}{query}", text, self.token if token is None else token)
        self.answers[call] = self._send_patiently(*whole)
        return self.answers[call]

    def _send_patiently(self, *whole):
        """As Vault's client does, tries again what was answered with 5xx: an HSM may fail once."""
        for _ in range(RETRIES):
            answer = self._send(*whole)
            if answer.status < 500:
                return answer
            time.sleep(PAUSE_SECONDS)
        return self._send(*whole)

    def _send(self, method, path, text, token):
        connection = self._connection()
        try:
            headers = {"X-Vault-Request": "true", **({"X-Vault-Token": token} if token else {})}
            connection.request(method, path, text, headers)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        if content and response.getheader("Content-Type") != "application/json":
            raise ValueError(f"{self.name}: {method} {path} answered {response.getheader('Content-Type')}, not JSON")
        return Answer(response.status, json.loads(content) if content else None)

    def _connection(self):
        url = urllib.parse.urlsplit(self.address)
        if url.scheme == "http":
            return http.client.HTTPConnection(url.hostname, url.port, timeout=PATIENCE_SECONDS)
        context = ssl.create_default_context(cafile=self.authority)
        return http.client.HTTPSConnection(url.hostname, url.port, timeout=PATIENCE_SECONDS, context=context)
