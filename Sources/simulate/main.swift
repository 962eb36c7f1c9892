import HuddleTestSupport

print(Seeds.first(3))
