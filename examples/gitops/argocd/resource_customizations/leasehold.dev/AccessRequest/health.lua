-- Whether an AccessRequest is what was asked for: the same answers as kstatus gives (Flux, Helm 4, kubectl's kin).
local hs = { status = "Progressing", message = "nobody has looked at it yet" }
if obj.metadata.deletionTimestamp ~= nil then
  hs.message = "it is being deleted"
  return hs
end
if obj.status == nil or obj.status.conditions == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return hs
end
local said = {}
for _, condition in ipairs(obj.status.conditions) do
  said[condition.type] = condition
end
local function is(type, status)
  return said[type] ~= nil and said[type].status == status
end
if is("Reconciling", "True") then
  hs.message = said.Reconciling.message
elseif is("Stalled", "True") then
  hs.status = "Degraded"
  hs.message = said.Stalled.message
elseif said.Ready == nil then
  -- It ended as planned, which must not make a later sync fail.
  hs.status = "Healthy"
  hs.message = said.Reconciling ~= nil and said.Reconciling.message or ""
else
  hs.status = said.Ready.status == "True" and "Healthy" or "Progressing"
  hs.message = said.Ready.message
end
return hs
