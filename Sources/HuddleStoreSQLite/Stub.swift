enum HuddleStoreSQLiteStub {}
