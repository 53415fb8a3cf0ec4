-- Ends the access, or takes the request back. The API server asks whether Argo CD may: as who applied it, it may.
if obj.metadata.annotations == nil then
  obj.metadata.annotations = {}
end
obj.metadata.annotations["leasehold.dev/revoke"] = "ended by an action in Argo CD"
return obj
