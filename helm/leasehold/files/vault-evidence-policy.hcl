# All rights of the operator for a log whose key is in Vault (evidence.transit), with the default mount and the key
# leasehold-evidence. It can neither read the key, nor rotate, change or delete it.

# Several entries are signed at once.
path "transit/sign/leasehold-evidence" {
  capabilities = ["update"]
}

# The public keys of its versions.
path "transit/keys/leasehold-evidence" {
  capabilities = ["read"]
}

# Its own token.
path "auth/token/renew-self" {
  capabilities = ["update"]
}
