-- Asks for fresh credentials in the same window. Any value that was not there before does.
if obj.metadata.annotations == nil then
  obj.metadata.annotations = {}
end
obj.metadata.annotations["leasehold.dev/redeliver"] = os.date("!%Y-%m-%dT%H:%M:%SZ")
return obj
