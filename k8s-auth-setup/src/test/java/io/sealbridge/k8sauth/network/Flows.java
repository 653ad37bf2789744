package io.sealbridge.k8sauth.network;

/**
 * Two files and the connections that come about by their policies: from, to, protocol, port,
 * whether plain policies let it through, whether Calico's do, and why. A cell may have several
 * words: it then stands for each of them.
 */
final class Flows {
  static final String INSIDE_FILE =
      """
      vault: { address: "https://vault.example:8200", cluster: prod }
      consumers:
        - { name: web, namespace: apps, serviceAccount: web, secrets: [ { path: web/db } ] }
        - { name: shop, namespace: shop, serviceAccount: shop, secrets: [ { path: shop/db } ] }
        - { name: batch, namespace: apps, serviceAccount: batch, reads: csi, secrets: [ { path: b } ] }
      clusters:
        - name: prod
          network:
            kinds: [kubernetes, calico]
            isolatedNamespaces: [apps]
            enforceIsolation: true
            dns: { nodeLocalAddresses: [169.254.20.10, 10.96.0.10] }
            vault:
              clientCidrs: [203.0.113.0/24]
              readers: [ { namespace: csi, podLabels: { app: csi } } ]
              sealKey: root
              egress: [ { cidrs: [192.0.2.60/32], ports: [5432] } ]
            apiServer: { cidrs: [10.0.0.1/32], ports: [6443] }
            injector: { port: 8080 }
            bridge:
              namespace: hsm
              keys:
                - { name: root, port: 9200 }
                - { name: billing, port: 9201, clients: [web, signer] }
                - { name: orders, port: 9202, clients: [shop] }
              clients: [ { name: signer, namespace: shop, serviceAccount: signer } ]
            egress: [ { consumer: web, cidrs: [192.0.2.50/32], ports: [5432] } ]
      """;

  static final String INSIDE =
      """
      | from                    | to                     | protocol | port | plain | calico | because |
      ---- a port of each key
      web signer                | bridge                 | TCP | 9201      | yes | yes | their own key
      shop                      | bridge                 | TCP | 9202      | yes | yes | its own key
      vault-0                   | bridge                 | TCP | 9200      | yes | yes | unseals with it
      web signer vault-0        | bridge                 | TCP | 9202 8443 | no  | no  | another's key, and no key at all
      web signer shop           | bridge                 | TCP | 9200      | no  | no  | Vault's key
      shop vault-0              | bridge                 | TCP | 9201 8443 | no  | no  |
      web                       | bridge                 | UDP | 9201      | no  | no  | keys are asked over TCP
      batch                     | bridge                 | TCP | 9201 9202 | no  | no  | a consumer without a key
      no-label                  | bridge                 | TCP | 9201 9202 | no  | no  | nobody
      web-label-other-account   | bridge                 | TCP | 9201      | yes | no  | plain policies believe the label
      web-account-other-label   | bridge                 | TCP | 9201      | no  | yes | calico believes the account
      stranger signer-in-other  | bridge                 | TCP | 9201      | no  | no  | same names in another namespace
      shop-in-other             | bridge                 | TCP | 9202      | no  | no  |
      vault-in-apps             | bridge                 | TCP | 9200      | no  | no  |
      shop-neighbour            | bridge                 | TCP | 9201 9202 | no  | no  | same namespace, somebody else
      injector                  | bridge                 | TCP | 9200      | no  | no  |
      operator                  | bridge                 | TCP | 9200 9201 | no  | no  | not from outside
      web signer                | bridge-neighbour bridge-in-apps | TCP | 9201 | no | no | not the bridge
      shop                      | bridge-neighbour bridge-in-apps | TCP | 9202 | no | no |
      vault-0                   | bridge-neighbour bridge-in-apps | TCP | 9200 | no | no |
      ---- Services are resolved before policies are asked
      web                       | svc/bridge             | TCP | 9201      | yes | yes | leads to 9201 of the pod
      web                       | svc/bridge             | TCP | 443       | yes | yes | leads to 9201 as well
      web                       | svc/bridge             | TCP | 9202      | no  | no  | leads to 9202
      shop                      | svc/bridge-of-one-port | TCP | 9202      | no  | no  | the trap: leads to 9201, so shop has lost its key
      web                       | svc/bridge-of-one-port | TCP | 9202      | yes | yes | the trap: and web is where shop's key is expected
      ---- names
      web shop batch signer vault-0 | coredns svc/kube-dns | UDP TCP | 53 | yes | yes | over TCP what does not fit a datagram
      web shop batch signer vault-0 | node-cache         | UDP TCP | 53    | yes | yes |
      web shop batch signer vault-0 | node-cache-at-kube-dns | UDP TCP | 53 | yes | yes | a cache that answers for the Service
      web shop batch signer vault-0 | node-cache         | UDP TCP | 80    | no  | no  |
      web shop batch signer vault-0 | coredns            | UDP TCP | 9153  | no  | no  | its metrics
      web shop batch signer vault-0 | system             | UDP TCP | 53    | no  | no  | another pod of kube-system
      web shop batch signer vault-0 | dns-in-apps        | UDP TCP | 53    | no  | no  | the label in another namespace
      web shop batch signer vault-0 | internet           | UDP TCP | 53    | no  | no  | a name server of somebody's
      no-label                  | coredns node-cache     | UDP TCP | 53    | no  | no  | in an isolated namespace
      shop-neighbour            | coredns                | UDP TCP | 53    | yes | yes | nobody's business
      ---- Vault
      web shop                  | vault-0                | TCP | 8200      | yes | yes |
      web shop                  | svc/vault              | TCP | 8200 443  | yes | yes | both lead to 8200
      web shop csi              | vault-0                | TCP | 8201      | no  | no  | its nodes' own port
      web shop csi              | injector               | TCP | 8200      | no  | no  | another pod of the namespace
      web shop                  | vault-in-apps          | TCP | 8200      | no  | no  | the label in another namespace
      csi                       | vault-0                | TCP | 8200      | yes | yes | reads for batch
      batch                     | vault-0                | TCP | 8200      | no  | no  | whose pods do not read themselves
      signer                    | vault-0                | TCP | 8200      | no  | no  | reads no secret
      stranger shop-in-other csi-in-apps | vault-0       | TCP | 8200      | no  | no  | same names in another namespace
      no-label shop-neighbour csi-neighbour | vault-0    | TCP | 8200      | no  | no  | same namespace, somebody else
      operator                  | vault-0                | TCP | 8200      | yes | yes | from clientCidrs
      operator                  | vault-0                | TCP | 8201      | no  | no  |
      internet                  | vault-0                | TCP | 8200      | no  | no  |
      vault-0                   | vault-1                | TCP | 8200 8201 | yes | yes | joins it, and talks to it
      vault-0                   | vault-1                | TCP | 22        | no  | no  |
      vault-0                   | injector vault-in-apps | TCP | 8200 8201 | no  | no  |
      injector vault-in-apps    | vault-0                | TCP | 8200 8201 | no  | no  |
      ---- the API server
      vault-0                   | api-server             | TCP | 6443      | yes | yes | asks about tokens
      vault-0                   | svc/kubernetes         | TCP | 443       | yes | yes | leads to 6443
      vault-0                   | api-server             | TCP | 443       | no  | no  | not a Service's port
      vault-0                   | internet               | TCP | 6443      | no  | no  |
      web                       | api-server             | TCP | 6443      | no  | no  | an application has no business there
      api-server                | injector               | TCP | 8080      | yes | yes | the webhook
      api-server                | injector               | TCP | 9090      | no  | no  |
      api-server                | vault-0                | TCP | 8080      | no  | no  |
      web internet              | injector               | TCP | 8080      | no  | no  |
      ---- the rest
      web                       | database               | TCP | 5432      | yes | yes | as egress says
      web                       | database               | TCP | 22        | no  | no  |
      web                       | internet               | TCP | 5432      | no  | no  |
      shop no-label             | database               | TCP | 5432      | no  | no  | said of web alone
      vault-0                   | vault-database         | TCP | 5432      | yes | yes | as vault.egress says
      vault-0                   | vault-database         | TCP | 22        | no  | no  |
      vault-0                   | database               | TCP | 5432      | no  | no  |
      web                       | internet               | TCP | 443       | no  | no  |
      no-label                  | internet               | TCP | 443       | no  | no  | in an isolated namespace
      stranger shop-neighbour   | internet               | TCP | 443       | yes | yes | in a namespace that is not isolated
      stranger                  | web                    | TCP | 8080      | no  | no  | in an isolated namespace
      stranger                  | shop signer            | TCP | 8080      | yes | yes | what they answer is not said
      injector bridge           | internet               | TCP | 443       | yes | yes | what they reach is not said
      stranger                  | bridge-neighbour       | TCP | 9201      | yes | yes | nobody's business
      """;

  static final String OUTSIDE_FILE =
      """
      vault: { address: "https://vault.example:8200" }
      consumers:
        - { name: web, namespace: apps, serviceAccount: web, secrets: [ { path: web/db } ] }
        - { name: shop, namespace: shop, serviceAccount: shop, secrets: [ { path: shop/db } ] }
      clusters:
        - name: prod
          network:
            kinds: [kubernetes, calico]
            isolatedNamespaces: [apps]
            enforceIsolation: true
            vault: { cidrs: [192.0.2.10/32] }
            bridge:
              cidrs: [192.0.2.20/32]
              keys:
                - { name: billing, port: 9201, clients: [web] }
                - { name: orders, port: 9202, clients: [shop] }
      """;

  static final String OUTSIDE =
      """
      | from                    | to             | protocol | port | plain | calico | because |
      web                       | bridge-outside | TCP | 9201      | yes | yes | its own key
      web                       | bridge-outside | TCP | 9202 443  | no  | no  | another's key, and no key at all
      web                       | bridge-outside | UDP | 9201      | no  | no  |
      shop                      | bridge-outside | TCP | 9202      | yes | yes | its own key
      shop                      | bridge-outside | TCP | 9201 443  | no  | no  | another's key, and no key at all
      no-label                  | bridge-outside | TCP | 9201      | no  | no  | in an isolated namespace
      web-label-other-account   | bridge-outside | TCP | 9201      | yes | no  | plain policies believe the label
      web-account-other-label   | bridge-outside | TCP | 9201      | no  | yes | calico believes the account
      stranger                  | bridge-outside | TCP | 9201      | yes | yes | not isolated: the bridge itself has to refuse it
      web shop                  | vault-outside  | TCP | 8200      | yes | yes |
      web shop                  | vault-outside  | TCP | 8201      | no  | no  |
      web shop                  | bridge-outside | TCP | 8200      | no  | no  | Vault is elsewhere
      web                       | internet       | TCP | 8200 9201 | no  | no  |
      shop                      | internet       | TCP | 8200 9202 | no  | no  |
      no-label                  | vault-outside  | TCP | 8200      | no  | no  |
      web shop                  | coredns        | UDP TCP | 53    | yes | yes |
      web shop                  | coredns        | UDP TCP | 9153  | no  | no  |
      web shop                  | system dns-in-apps internet | UDP TCP | 53 | no | no |
      web shop                  | node-cache     | UDP | 53        | no  | no  | not in this file: a cache is shut out
      no-label                  | coredns        | UDP TCP | 53    | no  | no  | in an isolated namespace
      shop-neighbour stranger   | internet       | TCP | 443       | yes | yes | in a namespace that is not isolated
      stranger                  | web            | TCP | 8080      | no  | no  | in an isolated namespace
      stranger                  | shop           | TCP | 8080      | yes | yes | what it answers is not said
      """;

  private Flows() {}
}
