# What the operator may do in Vault, and nothing else; no root token, and no policy that it hands out.
# Bind it to the role by which the operator logs in: token_policies="leasehold-operator" token_no_default_policy=true

# One orphan token for each grant, from token roles of these names; the role says which policies a token may have.
path "auth/token/create/leasehold-*" {
  capabilities = ["update"]
}

# These tokens are extended, looked at and revoked by their accessors, which open nothing by themselves. Accessors of
# other tokens would do as well, but the operator may not list them.
path "auth/token/renew-accessor" {
  capabilities = ["update"]
}
path "auth/token/lookup-accessor" {
  capabilities = ["update"]
}
path "auth/token/revoke-accessor" {
  capabilities = ["update"]
}

# Leases are revoked one by one and looked up afterwards, to prove that they are gone.
path "sys/leases/revoke" {
  capabilities = ["update"]
}
path "sys/leases/lookup" {
  capabilities = ["update"]
}

# Its own token.
path "auth/token/lookup-self" {
  capabilities = ["read"]
}
path "auth/token/renew-self" {
  capabilities = ["update"]
}
