# All rights of the operator in Vault; no root token, and none of the policies that it grants.
# Assign it to the role with which the operator logs in: token_policies="leasehold-operator" token_no_default_policy=true

# One orphan token for each grant, from token roles with these names; the role limits the policies of its tokens.
path "auth/token/create/leasehold-*" {
  capabilities = ["update"]
}

# These tokens are renewed, looked up and revoked by their accessors, which give no access themselves. Accessors of
# other tokens would work as well, but the operator may not list them.
path "auth/token/renew-accessor" {
  capabilities = ["update"]
}
path "auth/token/lookup-accessor" {
  capabilities = ["update"]
}
path "auth/token/revoke-accessor" {
  capabilities = ["update"]
}

# Leases are revoked one by one and looked up afterwards, to prove their removal.
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
