enum HuddleCLIStub {}
