-- Deciding is for people, each with their own identity, so there is no action for it: Argo CD acts as itself.
local status = obj.status or {}
local over = status.endedAt ~= nil
local usable = status.phase == "Active"
local actions = {}
actions["revoke"] = { ["disabled"] = over }
actions["redeliver"] = { ["disabled"] = not usable }
return actions
